import { expect, test } from 'vitest';
import { readPrinted } from '../../../../src/records/readers/named/read-printed.ts';
import { readFiles } from '../result-rows.ts';

const UNITS = ['s', 'ms', 'min', 'MB', 'GiB', ''];
const PAIRS = UNITS.flatMap((one) => UNITS.map((other) => [one, other] as const));

test.each(PAIRS)('logs that print %s and %s', async (one, other) => {
  const log = (unit: string) => `val_loss: 3.28\ntrain_time: 1.5 ${unit}\n`;
  const files = { 'a_seed1.txt': log(one), 'a_seed2.txt': log(one), 'b_seed1.txt': log(other) };
  const read = readFiles(files, { metrics: ['train_time'] });
  if (one === other) expect((await read).runs).toHaveLength(3);
  else await expect(read).rejects.toThrow(/b_seed1\.txt: prints "train_time" .*; print one unit/);
});

test.each(PAIRS.filter(([one, other]) => one !== other))('one log with %s, then %s', (one, other) => {
  expect(readPrinted('train_time', `train_time: 950 ${one}\ntrain_time: 1.2 ${other}\n`)).toBeNull();
});

test('a path, a rate or a word behind the number is no unit', () => {
  for (const rest of ['steps', 's/it', 'minutely', '/ 100'])
    expect(readPrinted('loss', `loss: 0.5 ${rest}\n`)?.[0]?.unit ?? '').toBe('');
});
