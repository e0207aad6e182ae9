import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprint } from '../../../src/plan/runs/fingerprint.ts';
import { onFirstTask, type PreparedModel, planRuns, seedsBetween } from '../../../src/plan/runs/plan-runs.ts';
import { nameRun } from '../../../src/records/run-name.ts';

const model = (name: string): PreparedModel => ({
  name,
  ref: null,
  commit: null,
  directory: '.',
  params: {},
  fingerprint: (seed) => `${name}-${seed}`,
});

test('runs go seed by seed over all arms, and each seed starts with the next arm', () => {
  const runs = planRuns([model('a'), model('b'), model('c')], [1, 2, 3, 4]);
  expect(runs.map(({ fingerprint }) => fingerprint)).toEqual([
    ...['a-1', 'b-1', 'c-1'],
    ...['b-2', 'c-2', 'a-2'],
    ...['c-3', 'a-3', 'b-3'],
    ...['a-4', 'b-4', 'c-4'],
  ]);
});

test('the seeds of a look follow those of the look before it, and count from 1', () => {
  expect(seedsBetween(0, 3)).toEqual([1, 2, 3]);
  expect(seedsBetween(3, 5)).toEqual([4, 5]);
  expect(seedsBetween(5, 5)).toEqual([]);
});

const identityOf = (arm: number, task: string, seed: number) => ({
  trainer: { command: 'train {task}' },
  code: 'c0de',
  params: { arm },
  task,
  seed,
  vary: ['init'],
  data: 'bootstrap' as const,
  backend: 'command',
  versions: {},
});

function onEach(arm: number, tasks: readonly string[]): PreparedModel {
  const own = model(`m${arm}`);
  return {
    ...own,
    byTask: tasks.map((task) => ({
      ...own,
      task,
      fingerprint: (seed) => fingerprint(identityOf(arm, task, seed)),
    })),
  };
}

test('every model meets every task with every seed exactly once, and its arms are neighbours', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 4 }),
      fc.uniqueArray(fc.stringMatching(/^[a-z][\w./-]{0,5}$/), { minLength: 2, maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 4 }),
      (arms, tasks, pairs, before) => {
        const models = Array.from({ length: arms }, (_, arm) => onEach(arm, tasks));
        const runs = planRuns(models, seedsBetween(before, before + pairs));
        expect(runs).toHaveLength(arms * tasks.length * pairs);
        expect(new Set(runs.map(nameRun)).size).toBe(runs.length);
        expect(new Set(runs.map((run) => run.fingerprint)).size).toBe(runs.length);
        for (const [index, run] of runs.entries()) {
          const first = runs[index - (index % arms)];
          expect([run.seed, run.model.task]).toEqual([first?.seed, first?.model.task]);
        }
        // Runs of one task are planned as without tasks, but for the arm that begins.
        const starts = runs.filter((_, index) => index % arms === 0 && runs[index]?.model.task === tasks[0]);
        const turns = starts.map((run) => models.findIndex(({ name }) => name === run.model.name));
        expect(turns).toEqual(turns.map((_, turn) => turn % arms));
      },
    ),
    { numRuns: 30 },
  );
});

test('a fixed baseline is not planned, and a check takes the first task', () => {
  const fixed = { ...onEach(0, ['a', 'b']), isFixed: true };
  const runs = planRuns([fixed, onEach(1, ['a', 'b'])], [1]);
  expect(runs.map(nameRun)).toEqual(['a, m1, seed 1', 'b, m1, seed 1']);
  expect(onFirstTask(fixed).task).toBe('a');
  expect(onFirstTask(model('a'))).toMatchObject({ name: 'a' });
});
