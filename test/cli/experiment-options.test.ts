import { expect, test } from 'vitest';
import { folder, shard } from '../../src/cli/experiment-options.ts';
import { runsAtATime } from '../../src/cli/option-values.ts';

test('i/n is the i-th of n jobs', () => {
  expect(shard('1/1')).toEqual({ index: 1, of: 1 });
  expect(shard('256/256')).toEqual({ index: 256, of: 256 });
});

test.each(['0/2', '3/2', '2', '2/', '-1/2', '1/257', '1/2/3', 'one/two', '1 / 2', ''])(
  'refuses %j',
  (text) => {
    expect(() => shard(text)).toThrow(
      `must be i/n, such as 2/8 for the second of eight jobs, up to 256; got "${text}"`,
    );
  },
);

test('a variable of the shell that is not set names no folder', () => {
  expect(folder('records')).toBe('records');
  expect(() => folder('')).toThrow('must be the path of a folder; got ""');
});

test('no more runs at a time than any queue is given', () => {
  expect(runsAtATime('1000')).toBe(1000);
  expect(() => runsAtATime('1001')).toThrow('must be at most 1000, got "1001"');
});
