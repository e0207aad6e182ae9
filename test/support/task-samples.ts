/** Results over tasks as `compare` gives them, one for each thing that a reader may meet. */
import type { ExperimentResult } from '../../src/verdict/result.ts';
import { compareTable } from '../compare-results/compare-files.ts';
import { TASKS, taskTable } from './task-tables.ts';

const onRte = (task: string) => (task === 'rte' ? -0.02 : 0.01);
const SIXTY = Array.from({ length: 60 }, (_, at) => `task-${at + 1}`);

const oneWorse = taskTable({ tasks: TASKS, seeds: 12, effect: onRte });

const SAMPLES: Readonly<Record<string, () => Promise<ExperimentResult>>> = {
  'one-worse': () => compareTable(oneWorse),
  'refused-by-gate': () => compareTable(oneWorse, { noTaskWorseThan: 0.01 }),
  'new-tasks': () =>
    compareTable(
      taskTable({ tasks: TASKS, seeds: 5, effect: (task) => 0.03 * Math.sin(TASKS.indexOf(task)) }),
      { question: 'new-tasks', margins: [{ metric: null, value: 0.005 }] },
    ),
  gaps: () =>
    compareTable(
      taskTable({
        tasks: TASKS,
        seeds: 8,
        effect: onRte,
        isMissing: (model, task, seed) =>
          (task === 'wine' && seed > 5) ||
          (task === 'iris' && seed > 1) ||
          (task === 'digits' && model === 'head'),
      }),
    ),
  sixty: () =>
    compareTable(
      taskTable({
        tasks: SIXTY,
        seeds: 5,
        effect: (task) =>
          SIXTY.indexOf(task) % 20 === 0 ? -0.02 : SIXTY.indexOf(task) % 3 === 0 ? 0.001 : 0.01,
      }),
    ),
};

const compared = new Map<string, Promise<ExperimentResult>>();

export const taskSampleNames = Object.keys(SAMPLES);

export function taskSample(name: string): Promise<ExperimentResult> {
  const result = compared.get(name) ?? SAMPLES[name]?.();
  if (result === undefined) throw new Error(`no sample ${name}`);
  compared.set(name, result);
  return result;
}
