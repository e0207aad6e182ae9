import { expect, test } from 'vitest';
import { UserError } from '../../../../src/config/user-error.ts';
import { spellNumbers } from '../../../../src/records/results/tables/number-style.ts';
import { createRandom, randomInteger } from '../../../../src/stats/random.ts';
import { compareFiles } from '../../../compare-results/compare-files.ts';

/** A column of these cells, as it is read. */
function spelled(cells: readonly string[]): readonly unknown[] {
  const table = {
    file: 'a.csv',
    columns: ['x'],
    rows: cells.map((cell) => ({ line: 2, cells: [cell] })),
    delimiter: ';',
  };
  return spellNumbers(table, () => false).rows.map(({ cells: [cell] }) => cell);
}

test.each([
  ['plain numbers', ['0.5', '1e-3', '', 'NaN'], ['0.5', '1e-3', '', 'NaN']],
  ['decimal commas', ['0,832', '-1,5', '2'], ['0.832', '-1.5', '2']],
  ['thousands', ['1,234.5', '950'], ['1234.5', '950']],
  ['thousands and decimal commas', ['1.234,5', '0,25'], ['1234.5', '0.25']],
  ['thousands twice', ['1,234,567', '12'], ['1234567', '12']],
  ['thousands with spaces and marks', ['1 234,5', "2'000,5"], ['1234.5', '2000.5']],
  ['thousands without a fraction', ['12 345', '7'], ['12345', '7']],
  ['percent', ['83.2%', '84 %', ''], ['83.2', '84', '']],
  ['percent with decimal commas', ['83,2 %', '84,1 %'], ['83.2', '84.1']],
  ['a comma that points beside it explain', ['1,234', '950.5'], ['1234', '950.5']],
  ['exponents with decimal commas', ['1,5e-3', '2,5E+3'], ['1.5e-3', '2.5E+3']],
])('%s', (_, cells, expected) => {
  expect(spelled(cells)).toEqual(expected);
});

test.each([
  ['points and decimal commas mixed', ['0.5', '0,6']],
  ['percent in some cells only', ['83.2%', '0.84']],
  ['a comma that may be either', ['83,214', '81,004']],
  ['lists', ['1,2,3', '4,5,6']],
  ['dates', ['2024.01.15', '15.01.2024']],
  ['words with numbers', ['v1,5', 'b']],
])('%s stay as they are', (_, cells) => {
  expect(spelled(cells)).toEqual(cells);
});

test.each([
  ['a clear comma beside it', ['0,5', '83,214', '1.234'], ['0.5', '83.214', '1.234 (decimal or thousands?)']],
  ['a clear point beside it', ['0.5', '83,214', '1.234'], ['0.5', '83,214', '1.234']],
  ['nothing clear', ['7', '83,214', '1.234'], ['7', '83,214', '1.234']],
])('other columns decide what is unclear: %s', (_, cells, expected) => {
  const table = { file: 'a.csv', columns: ['x', 'y', 'z'], rows: [{ line: 2, cells }], delimiter: '\t' };
  expect(spellNumbers(table, () => false).rows[0]?.cells).toEqual(expected);
});

/** Two files of one model each, in spellings of their own: the true difference, or a refusal. */
test('files in different spellings give the true difference or are refused', async () => {
  const random = createRandom('number style');
  const pick = <Value>(values: readonly Value[]) => values[randomInteger(random, values.length)] as Value;
  const spellings: ReadonlyArray<(value: number) => string> = [
    String,
    (value) => String(value).replace('.', ','),
    (value) => value.toLocaleString('de', { maximumFractionDigits: 6 }),
    (value) => value.toLocaleString('en', { maximumFractionDigits: 6 }),
    (value) => `${value} %`,
    (value) => `${value} ms`,
    (value) => `${value / 1000} s`,
  ];
  let isRead = 0;
  for (let count = 0; count < 60; count += 1) {
    const fraction = pick([1, 1000, 10]);
    const draw = () => (1_000 * fraction + randomInteger(random, 2_000 * fraction)) / fraction;
    const arms = { a: Array.from({ length: 5 }, draw), b: Array.from({ length: 5 }, draw) };
    const meant: Record<string, readonly number[]> = {};
    const files = Object.entries(arms).map(([model, values]) => {
      const spell = pick(spellings);
      // Without a comma or a second point, 1.234 is the number that it looks like.
      const isLone = values.every(
        (value) => /^[\d.]{1,8}$/.test(spell(value)) && !/\..*\./.test(spell(value)),
      );
      meant[model] = isLone ? values.map((value) => Number(spell(value))) : values;
      return [
        `${model}.csv`,
        ['seed;score', ...values.map((value, at) => `${at};${spell(value)}`)].join('\n'),
      ];
    });
    const meanOf = (values: readonly number[]) =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    const difference = await compareFiles(Object.fromEntries(files), { metrics: ['score'] }).then(
      ({ comparisons }) => comparisons[0]?.difference ?? null,
      (error) => {
        if (error instanceof UserError) return null;
        throw error;
      },
    );
    if (difference === null) continue;
    isRead += 1;
    expect(difference, files.join('\n')).toBeCloseTo(meanOf(meant.b ?? []) - meanOf(meant.a ?? []), 6);
  }
  expect(isRead).toBeGreaterThan(10);
});
