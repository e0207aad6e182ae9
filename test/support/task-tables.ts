/** Tables of runs on several tasks, whose truth is known. */
import { createRandom, randomNormal } from '../../src/stats/random.ts';

export interface TaskTable {
  readonly tasks: readonly string[];
  readonly seeds: number;
  readonly variants?: readonly string[];
  /** True difference on a task. */
  readonly effect: (task: string, variant: string) => number;
  readonly sd?: number;
  /** Rows that are left out. */
  readonly isMissing?: (model: string, task: string, seed: number) => boolean;
}

export function taskTable({
  tasks,
  seeds,
  variants = ['head'],
  effect,
  sd = 0.002,
  isMissing,
}: TaskTable): string {
  const random = createRandom('task table', tasks.length, seeds, variants.length);
  const rows = ['a', ...variants].flatMap((model) =>
    tasks.flatMap((task, at) =>
      Array.from({ length: seeds }, (_, index) => index + 1).flatMap((seed) => {
        const value =
          0.7 + 0.01 * (at % 20) + (model === 'a' ? 0 : effect(task, model)) + sd * randomNormal(random);
        return isMissing?.(model, task, seed) ? [] : `${model},${task},${seed},${value}`;
      }),
    ),
  );
  return `${['model,task,seed,accuracy', ...rows].join('\n')}\n`;
}

export const TASKS = [
  'wine',
  'digits',
  'rte',
  'cola',
  'sst2',
  'mrpc',
  'qnli',
  'mnli',
  'boolq',
  'iris',
  'letter',
  'adult',
];
