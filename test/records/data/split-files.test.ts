import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataEvidenceSchema } from '../../../src/records/data/evidence-schema.ts';
import { expectedCoincidence, inspectSplitFiles } from '../../../src/records/data/split-files.ts';
import { createRandom, randomInteger } from '../../../src/stats/random.ts';
import { temporaryFolder } from '../../support/temporary.ts';

function rows(label: string, count: number, vocabulary = 2000): string[] {
  const random = createRandom('split-files', label);
  return Array.from({ length: count }, () =>
    Array.from({ length: 10 }, () => `word${randomInteger(random, vocabulary)}`).join(' '),
  );
}

async function inspect(train: readonly string[], tested: readonly string[], header = 'text') {
  const folder = await temporaryFolder();
  const write = async (name: string, lines: readonly string[]) => {
    await writeFile(join(folder, name), `${[...(header === '' ? [] : [header]), ...lines].join('\r\n')}\r\n`);
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
  expect({ ...dataEvidenceSchema.parse(found), columns: null, coincidence: null }).toEqual(found);
  expect(found.exact).toMatchObject({
    train: { examples: 200 },
    test: { examples: 62 },
    leaked: 2,
    ids: ['line 62', 'line 63'],
  });
  expect(found.near.leaked).toBe(0);
});

describe('ids hide no copy', () => {
  const random = createRandom('split-files', 'table');
  const table = Array.from({ length: 300 }, () =>
    Array.from({ length: 3 }, () => String(randomInteger(random, 500))),
  );
  const fresh = Array.from({ length: 60 }, () =>
    Array.from({ length: 3 }, () => String(500 + randomInteger(random, 500))),
  );
  const csv = (rows: string[][], id: (row: number) => number | string) =>
    rows.map((row, index) => [id(index), ...row].join());

  test.each([
    ['ids that go on', (row: number) => 1000 + row],
    ['a count that begins anew', (row: number) => row],
    ['hashes', (row: number) => `t-${(row * 2654435761).toString(16)}`],
  ])('in a table with %s', async (_, id) => {
    const tested = csv([...table.slice(0, 200), ...fresh], id);
    const found = await inspect(csv(table, String), tested, 'id,x,y,label');
    expect(found.exact.leaked).toBe(200);
  });

  test('in lines of JSON', async () => {
    const json = (texts: string[], first: number) =>
      texts.map((text, index) => JSON.stringify({ id: first + index, text, label: index % 2 }));
    const texts = rows('json', 200);
    const found = await inspect(json(texts, 0), json([...texts.slice(0, 20), ...rows('new', 60)], 900), '');
    expect(found.exact.leaked).toBe(20);
  });

  test('and a column of inputs is no id: the classes that it leaves are no copies', async () => {
    const words = (from: number, count: number) =>
      Array.from({ length: count }, (_, row) => `word${from + row},${row % 5}`);
    const measured = (label: string, count: number) =>
      rows(label, count).map((_, row) => `${Math.sqrt(row + label.length).toFixed(6)},${row % 5}`);
    for (const make of [
      () => inspect(words(0, 300), words(300, 60)),
      () =>
        inspect(
          measured('a', 300),
          measured('abc', 60).map((row) => `9${row}`),
        ),
    ]) {
      expect((await make()).exact.leaked).toBe(0);
    }
  });

  test('in a column with quoted commas', async () => {
    const quoted = (texts: string[], first: number) =>
      texts.map((text, index) => `${first + index},"${text.replace(' ', ', ')}",${index % 2}`);
    const texts = rows('quoted', 200);
    const found = await inspect(quoted(texts, 0), quoted([...texts.slice(0, 20), ...rows('other', 60)], 900));
    expect(found.exact.leaked).toBe(20);
  });
});

test('copies are looked for in every line, near ones in the first 50,000', async () => {
  const random = createRandom('split-files', 'long');
  const numbers = (count: number) => Array.from({ length: count }, () => String(randomInteger(random, 1e12)));
  const train = numbers(51_000);
  const found = await inspect(train, [...numbers(100), ...train.slice(-50)], 'number');
  expect(found.exact).toMatchObject({ train: { examples: 51_000 }, leaked: 50 });
  expect(found.near.train.examples).toBe(50_000);
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

describe('numbers in a table are compared as numbers', () => {
  const pixels = (label: string, count: number, brighter: number) => {
    const random = createRandom('split-files', label);
    return Array.from({ length: count }, () =>
      Array.from({ length: 12 }, () => (randomInteger(random, 1000) / 1000 + brighter).toFixed(4)).join(),
    );
  };

  test('a shift of half a standard deviation is seen, although no two values are equal', async () => {
    const found = await inspect(pixels('train', 300, 0), pixels('test', 300, 0.15), '');
    expect(found.domains.test?.auc).toBeGreaterThan(0.8);
  });

  test('and none where there is none', async () => {
    const areas: number[] = [];
    for (let trial = 0; trial < 8; trial++) {
      const found = await inspect(pixels(`train ${trial}`, 200, 0), pixels(`test ${trial}`, 200, 0), '');
      areas.push(found.domains.test?.auc ?? 1);
    }
    expect(areas.filter((area) => area > 0.65)).toEqual([]);
    expect(areas.reduce((sum, area) => sum + area / 8, 0)).toBeCloseTo(0.5, 1);
  });
});

/** Rows of so many columns with so many values, without any chance in them. */
const table = (rows: number, columns: number, values: number) =>
  Array.from({ length: rows }, (_, row) =>
    Array.from(
      { length: columns },
      (_, column) => (row * (2 * column + 3) + ((row * row) % (column + 5))) % values,
    ).join(','),
  );

test('rows of many measurements are not equal by chance, also where many are repeated', () => {
  expect(expectedCoincidence(table(200, 10, 97))).toBeLessThan(1e-4);
  expect(expectedCoincidence([...table(200, 10, 97), ...table(200, 10, 97)])).toBeLessThan(1e-4);
});

test('rows of a few answers, or of two numbers, may be', () => {
  expect(expectedCoincidence(table(200, 6, 2))).toBe(1);
  expect(expectedCoincidence(table(200, 2, 97))).toBe(1);
});

test('text and few rows tell nothing', () => {
  expect(
    expectedCoincidence(Array.from({ length: 100 }, (_, row) => `${'a word '.repeat(row % 7)}${row}`)),
  ).toBeNull();
  expect(expectedCoincidence(table(20, 10, 97))).toBeNull();
});
