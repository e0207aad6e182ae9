import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PreparedBaseline } from '../../../src/plan/code/prepare-models.ts';
import type { Executor, Performed, Task } from '../../../src/train/executors/executor.ts';
import { timeBackend } from '../../../src/train/module/time-backend.ts';
import { openWorkTrees } from '../../../src/train/work-tree/work-trees.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** @param wrote what the steps left behind */
async function timed(wrote: string | null, outcome: Partial<Performed['outcome']> = {}) {
  const root = await temporaryFolder();
  const tasks: Task[] = [];
  const ended = { outcome: { kind: 'exited', exitCode: 0, wallSeconds: 0, tail: '', ...outcome } };
  const executor: Executor = {
    async perform(task) {
      tasks.push(task);
      const [file = ''] = task.shared?.left ?? [];
      if (wrote !== null) await writeFile(file, wrote);
      return { ...ended, printed: '', machine: {} } as Performed;
    },
    close: async () => {},
  };
  const place = {
    ...{ executor, scratch: join(root, 'tmp'), output: join(root, 'out'), times: true },
    baseline: { name: 'baseline', ref: null, commit: null, directory: root } as unknown as PreparedBaseline,
    workTrees: openWorkTrees({ checkout: root, output: join(root, 'out') }),
  };
  const command = async () => ({ argv: ['train'], environment: {} });
  return { stepMs: await timeBackend('wasm', command, place), tasks };
}

test.each([
  ['a time', '{"stepMs":12.5}', 12.5],
  ['that no step was taken', '{"stepMs":null}', null],
  ['nothing', null, undefined],
  ['half a file', '{"stepMs":', undefined],
])('steps that tell %s', async (_, wrote, expected) => {
  expect((await timed(wrote)).stepMs).toBe(expected);
});

test('a job that is lost tells nothing', async () => {
  expect((await timed(null, { kind: 'lost' })).stepMs).toBeUndefined();
});

test('a queue waits for the code, and for the times', async () => {
  const [task] = (await timed(null)).tasks;
  expect(task?.shared).toEqual({
    tree: task?.directory,
    left: [expect.stringMatching(/time-wasm.steps\.json$/)],
  });
});
