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

it('metrics, flat and nested, of a run that diverged', async () => {
  const flat = await readExample('json', 0, 'metrics.json');
  expect(flat.metrics).toEqual({
    test: { accuracy: 0.912, macro_f1: 0.887 },
    validation: { loss: 0.31 },
    shifted: { accuracy: 0.74 },
  });
  expect(await readExample('json', 1, 'metrics.json')).toMatchObject({
    status: 'diverged',
    failure: 'the gradient overflowed in epoch 3',
    parameters: 184320,
    slices: { short: { examples: 120, metrics: { accuracy: 0.66 } } },
  });
});

it('curves and predictions, as JSON lines and as CSV', async () => {
  const lines = await readExample('json', 2, 'log.jsonl');
  expect(lines.curves).toHaveLength(2);
  expect(lines.curves).toEqual((await readExample('csv', 0, 'log.csv')).curves);
  const predictions = await readExample('json', 3, 'predictions.jsonl');
  const table = await readExample('csv', 1, 'predictions.csv');
  for (const { metrics } of [predictions, table]) expect(metrics.test).toMatchObject({ accuracy: 1 });
  expect(Object.keys(table.slices)).toEqual(['short', 'blurred']);
});
