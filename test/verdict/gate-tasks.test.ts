import { describe, expect, test } from 'vitest';
import { renderComment } from '../../src/report/comment.ts';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import { compareTable } from '../compare-results/compare-files.ts';
import { taskTable } from '../support/task-tables.ts';

/** With plain spaces. */
const commentOf = (result: ExperimentResult) => renderComment(result).replaceAll('\u00a0', ' ');
const LOSS: Readonly<Record<string, number>> = { wine: 0.01, digits: 0.01, rte: -0.015, cola: -0.05 };
const table = (tasks: readonly string[]) =>
  taskTable({ tasks, seeds: 10, effect: (task) => LOSS[task] ?? 0.01, sd: 0.005 });
const decide = (tasks: readonly string[], allowTasks: readonly string[] = [], noTaskWorseThan = 0.015) =>
  compareTable(table(tasks), { noTaskWorseThan, allowTasks });

describe('no task may be worse by 0.015', () => {
  let known: Promise<ExperimentResult> | undefined;
  const judged = () => (known ??= decide(['wine', 'digits', 'rte', 'cola']));

  test('blocks for a task that is worse, and for one that may be', async () => {
    const result = await judged();
    expect(result.gate).toMatchObject({
      passed: false,
      reason: expect.stringContaining(
        'cola is worse by more than 0.015; rte may be worse by more than 0.015',
      ),
    });
    expect(result.gate.failed).toContainEqual({ on: 'no-task-worse', metric: null, task: 'rte' });
    expect(commentOf(result)).toMatch(
      /\*\*Merge blocked:\*\* .*`cola` is worse by more than 1\.5 points and `rte` may be worse by more than 1\.5 points/,
    );
  });

  test('has the test of each task in the result', async () => {
    const result = await judged();
    const guards = result.tasks?.results.map(({ task, comparisons }) => [
      task,
      comparisons[0]?.guard?.status,
    ]);
    expect(guards).toEqual([
      ['cola', 'worse'],
      ['digits', 'shown'],
      ['rte', 'not-shown'],
      ['wine', 'shown'],
    ]);
    for (const { comparisons } of result.tasks?.results ?? []) {
      const [{ guard }] = comparisons as [(typeof comparisons)[number]];
      const { pValue, significanceLevel, status } = guard ?? {};
      expect((pValue ?? 1) < (significanceLevel ?? 0)).toBe(status === 'shown');
    }
  });
});

test('names the model, if there are several, and the tasks that are worse first', async () => {
  const tasks = ['adult', 'wine', 'rte'];
  const [first = '', ...rows] = table(tasks).trim().split('\n');
  const bad = taskTable({
    tasks,
    seeds: 10,
    effect: (task) => (task === 'wine' ? -0.05 : -0.015),
    sd: 0.005,
  });
  const other = bad.split('\n').filter((row) => row.startsWith('head,'));
  const text = [first, ...rows, ...other.map((row) => row.replace('head', 'tiny'))].join('\n');
  const words = commentOf(await compareTable(text, { noTaskWorseThan: 0.015 }));
  expect(words).toMatch(/`wine` is worse by more than 1\.5 points with `tiny`/);
  expect(words).toMatch(/may be worse by more than 1\.5 points with `tiny` and `head`/);
});

test('passes where the tasks that lose are allowed to', async () => {
  const { gate } = await decide(['wine', 'digits', 'rte'], ['rte']);
  expect(gate).toMatchObject({
    passed: true,
    reason: expect.stringContaining('no task is worse by more than 0.015'),
  });
});

test('names the tasks alone, and what to do, where nothing else blocks', async () => {
  const result = await decide(['wine', 'digits', 'iris', 'adult', 'rte']);
  expect(result.verdict).toBe('improvement');
  expect(result.gate.reason).toBe('rte may be worse by more than 0.015');
  expect(commentOf(result)).toContain(
    '**Next:** add runs of each model, or allow the loss on `rte` with `--allow-task`',
  );
});

test('a task without results of the variant is not shown to hold', async () => {
  const lacking = table(['wine', 'digits', 'qnli']).replaceAll(/^head,qnli.*\n/gm, '');
  const blocked = await compareTable(lacking, { noTaskWorseThan: 0.02 });
  expect(blocked.gate.reason).toBe('qnli may be worse by more than 0.02');
  expect((await compareTable(lacking, { noTaskWorseThan: 0.02, allowTasks: ['qnli'] })).gate.passed).toBe(
    true,
  );
});

test.each([
  ['an unknown task', { noTaskWorseThan: 0.01, allowTasks: ['wime'] }, 'did you mean "wine"?'],
  ['no size', { allowTasks: ['wine'] }, 'add --no-task-worse-than SIZE'],
])('%s is refused', async (_, options, message) => {
  await expect(compareTable(table(['wine', 'digits']), options)).rejects.toThrow(message);
});

test('one task, and one result on each, are refused', async () => {
  const one = table(['wine']);
  await expect(compareTable(one, { noTaskWorseThan: 0.01 })).rejects.toThrow('--no-task-worse-than');
  const single = taskTable({ tasks: ['wine', 'digits', 'rte', 'cola'], seeds: 1, effect: () => 0 });
  await expect(compareTable(single, { noTaskWorseThan: 0.01 })).rejects.toThrow('--no-task-worse-than');
});
