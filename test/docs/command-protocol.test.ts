/** The examples of docs/reference/command-protocol.md are read as the page says. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readRunDirectory } from '../../src/records/readers/read-run-directory.ts';
import { temporaryFolder } from '../support/temporary.ts';

async function readExample(language: string, index: number, name: string) {
  const page = await readFile(new URL('../../docs/reference/command-protocol.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/```(\w+)\n([\s\S]*?)```/g)].filter((block) => block[1] === language);
  const directory = await temporaryFolder();
  await writeFile(join(directory, name), blocks[index]?.[2] ?? '');
  return readRunDirectory(directory, { declaredMetrics: [] });
}

it('flat metrics', async () => {
  const { metrics } = await readExample('json', 0, 'metrics.json');
  expect(metrics).toEqual({
    test: { accuracy: 0.912, macro_f1: 0.887 },
    validation: { loss: 0.31 },
    shifted: { accuracy: 0.74 },
  });
});

it('nested metrics of a run that diverged', async () => {
  const content = await readExample('json', 1, 'metrics.json');
  expect(content).toMatchObject({
    status: 'diverged',
    failure: 'the gradient overflowed in epoch 3',
    parameters: 184320,
    slices: { short: { examples: 120, metrics: { accuracy: 0.66 } } },
  });
});

it('curves as JSON lines and as CSV', async () => {
  const lines = await readExample('json', 2, 'log.jsonl');
  const csv = await readExample('csv', 0, 'log.csv');
  expect(lines.curves).toHaveLength(2);
  expect(lines.curves).toEqual(csv.curves);
});

it('predictions as JSON lines and as CSV', async () => {
  const lines = await readExample('json', 3, 'predictions.jsonl');
  expect(lines.metrics.test).toMatchObject({ accuracy: 1 });
  const csv = await readExample('csv', 1, 'predictions.csv');
  expect(csv.metrics.test).toMatchObject({ accuracy: 1 });
  expect(Object.keys(csv.slices)).toEqual(['short', 'blurred']);
});
