import { describe, expect, test } from 'vitest';
import { type ColumnsOption, inspectColumns } from '../../../src/records/data/split-columns.ts';
import { createRandom, randomInteger, randomNormal } from '../../../src/stats/random.ts';

const random = createRandom('split-columns');
const NAMES = ['cat', 'dog', 'fox'];

/** 300 rows of two features that say something of three classes; each class has 20 groups of five rows. */
const ROWS = Array.from({ length: 300 }, (_, index) => {
  const label = index % 3;
  const features = [label, 0].map((mean) => (mean + randomNormal(random)).toFixed(3));
  return { features, label, group: 1000 + ((Math.floor(index / 3) % 20) * 3 + label) * 7, index };
});
const day = (label: number, count: number) =>
  new Date(Date.UTC(2020, 4 * label, 1 + count)).toISOString().slice(0, 10);
type Row = (typeof ROWS)[number];
const shuffled = [...ROWS].sort((a, b) => ((a.index * 7919) % 300) - ((b.index * 7919) % 300));

function inspect(
  make: (row: Row) => readonly (string | number)[],
  header: string | readonly [string, string] | null = null,
  { option = {}, delimiter = ',' }: { readonly option?: ColumnsOption; readonly delimiter?: string } = {},
) {
  const lines = shuffled.map((row) => make(row).join(delimiter));
  const [ofTrain, ofTest] = typeof header === 'string' ? [header, header] : (header ?? [null, null]);
  const withHeader = (head: string | null, rows: readonly string[]) =>
    head === null ? rows : [head, ...rows];
  return inspectColumns(
    withHeader(ofTrain, lines.slice(0, 200)),
    withHeader(ofTest, lines.slice(200)),
    option,
  );
}
const told = (found: ReturnType<typeof inspect>) => found?.telling.map(({ column }) => column);
const grouped = (found: ReturnType<typeof inspect>) =>
  found?.groups.filter(({ examples }) => examples > 0).map(({ column }) => column);

describe('a column that tells the label', () => {
  test.each<[string, (row: Row) => readonly (string | number)[]]>([
    ['features alone', ({ features, label }) => [...features, label]],
    [
      'row numbers of shuffled rows',
      ({ features, label, index }) => [(index * 7919) % 300, ...features, label],
    ],
    ['random words', ({ features, label, index }) => [`w${(index * 31) % 17}x`, ...features, label]],
    ['the same value in all rows', ({ features, label }) => ['v1', ...features, label]],
  ])('is not seen in %s', (_, make) => {
    expect(inspect(make)).toMatchObject({ telling: [], groups: [] });
  });

  test.each<[string, (row: Row) => readonly (string | number)[]]>([
    ['a copy', ({ features, label }) => [NAMES[label] ?? '', ...features, label]],
    [
      'a copy with noise',
      ({ features, label }) => [(5 * label + randomNormal(random) / 9).toFixed(4), ...features, label],
    ],
    [
      'ids in the order of the classes',
      ({ features, label, index }) => [label * 100 + Math.floor(index / 3), ...features, label],
    ],
    [
      'dates in the order of the classes',
      ({ features, label, index }) => [day(label, Math.floor(index / 3)), ...features, label],
    ],
    [
      'the folder in a path',
      ({ features, label, index }) => [`img/${NAMES[label]}/${index}.png`, ...features, label],
    ],
  ])('is seen: %s', (_, make) => {
    expect(told(inspect(make))).toEqual(['column 1']);
  });

  test.each<[string, string | readonly [string, string] | null, string, ColumnsOption, string]>([
    ['the last one', null, ',', {}, 'column 4'],
    ['by its name', 'Class;copy;a;b', ';', {}, 'Class'],
    [
      'by its place where the files have other names',
      ['kind\tx\ty\tz', 'art\tx2\ty2\tz2'],
      '\t',
      { label: '1' },
      'kind',
    ],
    ['as the config says', 'a1,b1,c1,species', ',', { label: 'a1' }, 'a1'],
  ])('the label is %s', (_, header, delimiter, option, label) => {
    const isFirst = label !== 'column 4';
    const make = ({ features, label }: Row) =>
      isFirst ? [label, NAMES[label] ?? '', ...features] : [NAMES[label] ?? '', ...features, label];
    const found = inspect(make, header, { delimiter, option });
    expect(found?.label).toBe(label);
    expect(told(found)).toHaveLength(1);
  });

  test('JSON lines, and a label that is an amount', () => {
    const lines = Array.from({ length: 120 }, (_, row) =>
      JSON.stringify({ price: row * 1.5 + 0.25, cents: 150 * row, other: randomInteger(random, 9) }),
    );
    const mixed = [...lines].sort((a, b) => a.length * 7 - b.length * 7 || (a > b ? 1 : -1));
    const odd = mixed.filter((_, row) => row % 2 === 1);
    const even = mixed.filter((_, row) => row % 2 === 0);
    expect(inspectColumns(odd, even)).toMatchObject({
      label: 'price',
      isNumeric: true,
      telling: [{ column: 'cents' }],
    });
  });

  test('text without columns, and a few rows, tell nothing', () => {
    expect(inspectColumns(['a word', 'another'], ['a word'])).toBeNull();
    expect(inspectColumns(['1,2', '3,4'], ['1,2', '5,6'])).toBeNull();
  });
});

describe('groups in training and in test', () => {
  test.each<[string, string | null, (row: Row) => readonly (string | number)[], string]>([
    [
      'by their name',
      'patient_id,a,b,label',
      ({ group, features, label }) => [group, ...features, label],
      'patient_id',
    ],
    [
      'of any name whose rows share their label',
      'k,a,b,label',
      ({ group, features, label }) => [group, ...features, label],
      'k',
    ],
    [
      'in the first part of a name',
      'file,a,b,label',
      ({ group, features, label, index }) => [`s${group}_${index}.wav`, ...features, label],
      'file (first part)',
    ],
  ])('are seen %s', (_, header, make, column) => {
    expect(grouped(inspect(make, header))).toEqual([column]);
  });

  test('the config names one', () => {
    const make = ({ group, features, label }: Row) => [`site${group % 6}`, ...features, label];
    expect(grouped(inspect(make, 'place,a,b,label', { option: { group: 'place' } }))).toEqual(['place']);
    expect(grouped(inspect(make, 'place,a,b,label'))).toEqual([]);
  });
});

test('more amounts than a call has arguments are looked at, too', () => {
  const lines = Array.from({ length: 150_000 }, (_, row) => `${row % 60},${((row * 7919) % 240_007) + 0.5}`);
  expect(inspectColumns(['age,price', ...lines], ['age,price', ...lines.slice(0, 1000)])?.groups).toEqual([]);
});

describe('a target encoding in the files', () => {
  const cities = ROWS.map(() => randomInteger(random, 9));
  const city = (index: number) => cities[index];
  const target = ({ label }: Row) => (label === 1 ? 1 : 0);
  const meanOf = (rows: readonly Row[], index: number) => {
    const own = rows.filter((row) => city(row.index) === city(index)).map(target);
    return own.reduce<number>((sum, one) => sum + one, 0) / own.length;
  };
  const encoded = (rows: readonly Row[]) =>
    inspect(
      (row) => [row.features[0] as string, meanOf(rows, row.index).toFixed(6), target(row)],
      'a,city,label',
    )?.encoded;

  test('of all rows is found, and one of the training rows is not', () => {
    expect(encoded(shuffled)).toEqual(['city']);
    expect(encoded(shuffled.slice(0, 200))).toEqual([]);
    expect(inspect(({ features, label }) => [...features, label])?.encoded).toEqual([]);
  });
});
