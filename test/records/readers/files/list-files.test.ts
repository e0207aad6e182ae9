import { symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { readRunDirectory } from '../../../../src/records/readers/read-run-directory.ts';
import { directoryOf, read, refusal } from '../run-directory.ts';

it('looks into folders, but not into hidden ones', async () => {
  expect((await read({ 'deep/down/metrics.json': { accuracy: 1 } })).metrics.test).toEqual({ accuracy: 1 });
  expect(await refusal({ '.cache/metrics.json': { accuracy: 1 } })).toContain('It holds ".cache".');
});

it('takes what lies directly in it before what lies in folders, and later versions before earlier ones', async () => {
  const { metrics, warnings } = await read({
    'a/version_10/metrics.json': { accuracy: 0.1 },
    'a/version_9/metrics.json': { accuracy: 0.2, loss: 2 },
    'metrics.json': { f1: 0.4 },
    'z/metrics.json': { f1: 0.5 },
  });
  expect(metrics.test).toEqual({ accuracy: 0.1, loss: 2, f1: 0.4 });
  expect(warnings).toEqual([
    'a/version_10/metrics.json: accuracy appears twice (0.2, then 0.1); the later value counts',
    'metrics.json: f1 appears twice (0.5, then 0.4); the later value counts',
  ]);
});

test.runIf(process.platform !== 'win32')('does not follow links', async () => {
  const directory = await directoryOf({ 'elsewhere.dat': '{"accuracy": 1}' });
  await symlink(join(directory, 'elsewhere.dat'), join(directory, 'metrics.json'));
  await symlink(tmpdir(), join(directory, 'folder'));
  await expect(readRunDirectory(directory, { declaredMetrics: [] })).rejects.toThrow(
    'It holds "elsewhere.dat", "folder (a link, not followed)", "metrics.json (a link, not followed)".',
  );
});

it('passes over the log of an evaluation next to the metrics of a training', async () => {
  const { metrics } = await read({ 'a.eval': 'PK', 'metrics.json': { accuracy: 1 } });
  expect(metrics.test).toEqual({ accuracy: 1 });
});

it('refuses a heap of files', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 1001 }, (_, index) => [`${index}.csv`, 'epoch,loss\n']),
  );
  expect(await refusal(files)).toBe(
    'more than 1000 logs or 10000 files in the run directory; write only logs there',
  );
});

it('counts no texts as logs: there may be a file of labels for each image', async () => {
  const labels = Array.from({ length: 1100 }, (_, index) => [`labels/${index}.txt`, '0 0.5 0.5\n']);
  const { metrics } = await read({ 'metrics.json': { accuracy: 0.5 }, ...Object.fromEntries(labels) });
  expect(metrics).toEqual({ test: { accuracy: 0.5 } });
});
