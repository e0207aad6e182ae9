import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataEvidenceSchema } from '../../src/records/data-evidence.ts';
import { inspectSplitFiles } from '../../src/records/split-files.ts';
import { createRandom, randomInteger } from '../../src/stats/random.ts';
import { temporaryFolder } from '../support/temporary.ts';

function rows(label: string, count: number, vocabulary = 2000): string[] {
  const random = createRandom('split-files', label);
  return Array.from({ length: count }, () =>
    Array.from({ length: 10 }, () => `word${randomInteger(random, vocabulary)}`).join(' '),
  );
}

async function inspect(train: readonly string[], tested: readonly string[], header = 'text') {
  const folder = await temporaryFolder();
  const write = async (name: string, lines: readonly string[]) => {
    await writeFile(join(folder, name), `${[header, ...lines].join('\r\n')}\r\n`);
    return join(folder, name);
  };
  return inspectSplitFiles({
    train: await write('train.csv', train),
    test: await write('test.csv', tested),
    shifted: null,
  });
}

test('lines that training and test share are found by their number; the header is none of them', async () => {
  const train = rows('train', 200);
  const found = await inspect(train, [...rows('test', 60), train[3] ?? '', `  ${train[9]}`]);
  expect(dataEvidenceSchema.parse(found)).toEqual(found);
  expect(found.exact).toMatchObject({
    train: { examples: 200 },
    test: { examples: 62 },
    leaked: 2,
    ids: ['line 62', 'line 63'],
  });
  expect(found.near.leaked).toBe(0);
});

test('an id hides an exact copy and not a near one', async () => {
  const texts = rows('train', 200);
  const train = texts.map((text, index) => `${index},${text}`);
  const leaked = texts.slice(0, 20).map((text, index) => `${1000 + index},${text}`);
  const found = await inspect(train, [...rows('test', 60), ...leaked], 'id,text');
  expect(found.exact.leaked).toBe(0);
  expect(found.near.leaked).toBeGreaterThanOrEqual(17);
});

test('another domain shows in its words', async () => {
  const found = await inspect(rows('a', 200, 40), rows('b', 200, 80));
  expect(found.domains.test?.auc).toBeGreaterThan(0.8);
});

test('a file that is not there is an ENOENT', async () => {
  await expect(inspectSplitFiles({ train: '/none', test: '/none', shifted: null })).rejects.toMatchObject({
    code: 'ENOENT',
  });
});
