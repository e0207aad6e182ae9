import { describe, expect, it, test } from 'vitest';
import {
  describeNumber,
  NUMBER,
  printedNumber,
} from '../../../../src/records/readers/named/printed-number.ts';
import { readWanted, wanted } from './wanted.ts';

test.each([
  ['0.93', 0.93],
  ['.93', 0.93],
  ['93.', 93],
  ['-1e-3', -0.001],
  ['1,234.50', 1234.5],
  ['1,234,567', 1234567],
  ['0,801', 0.801],
  ['12,5', 12.5],
  ['1.234,56', 1234.56],
  ['9665/10000', 0.9665],
  ['nan', Number.NaN],
  ['-inf', Number.NEGATIVE_INFINITY],
])('%s is %d', (text, value) => {
  expect(printedNumber(text)).toBe(value);
});

test.each(['1,234', '1.2.3', '1,2,3', '12:30', '5/0', ''])('%j is no number, or two', (text) => {
  expect(printedNumber(text)).toBeNull();
});

test('a number is found whole', () => {
  const found = (text: string) => new RegExp(NUMBER, 'i').exec(text)?.[0];
  expect(['x 1,234.5 y', '0,93; 1', '-inf'].map(found)).toEqual(['1,234.5', '0,93', '-inf']);
});

test('what is no number is told with its two meanings', () => {
  expect(describeNumber('1,234')).toBe('1,234, which may mean 1234 or 1.234; print it without the comma');
  expect(describeNumber('high')).toBe('"high", which is not a number');
});

describe('an expression of the config', () => {
  const from = (stdout: string) => [wanted('accuracy', { stdout })];

  it('takes commas and fractions in its group', async () => {
    const read = async (stdout: string, printed: string) =>
      (await readWanted({}, from(stdout), { printed })).metrics.test?.accuracy;
    expect(await read('acc ([0-9,]+)', 'acc 0,93')).toBe(0.93);
    expect(await read('Accuracy: ([0-9/]+)', 'Accuracy: 9665/10000 (97%)')).toBe(0.9665);
  });

  it('that ends in the middle of a number is refused', async () => {
    const read = (stdout: string, printed: string) => readWanted({}, from(stdout), { printed });
    await expect(read('acc ([0-9.]+)', 'acc 0,93\n')).rejects.toThrow(
      'from: { stdout: "acc ([0-9.]+)" } captures only 0 of 0,93; its group must take the whole number',
    );
    await expect(read('acc ([0-9.]+)', 'acc 934 of 1000\n')).rejects.toThrow('934 of 934 of 1000');
    const ofTable = await read('^mlp,([0-9.]+)', 'mlp,0.93,0.7\n');
    expect(ofTable.metrics.test?.accuracy).toBe(0.93);
  });

  it('that finds what can be read in two ways says both', async () => {
    const read = readWanted({}, from('acc ([0-9,]+)'), { printed: 'acc 1,234' });
    await expect(read).rejects.toThrow('finds 1,234, which may mean 1234 or 1.234');
  });
});
