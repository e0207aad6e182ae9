import { expect, test } from 'vitest';
import { compareFiles } from './compare-files.ts';

/** Eight seeds on two tasks, of which `missing` lacks a pair. */
function table(missing: string): string {
  const rows = ['wine', 'digits'].flatMap((task, at) =>
    [1, 2, 3, 4, 5, 6, 7, 8].flatMap((seed) => {
      const value = 0.6 + 0.1 * at + 0.01 * ((seed * 5) % 8);
      return `${task}/${seed}` === missing
        ? []
        : [
            `a,${task},${seed},${value.toFixed(3)}`,
            `b,${task},${seed},${(value + 0.02 + 0.001 * (seed % 3)).toFixed(3)}`,
          ];
    }),
  );
  return `model,task,seed,accuracy\n${rows.join('\n')}\n`;
}

test('checks of seeds see the seeds of every task', async () => {
  const whole = await compareFiles({ 'r.csv': table('') });
  const of = ({ checks }: typeof whole, wanted: string) => checks.find(({ id }) => id === wanted);
  expect(of(whole, 'seed-trend')).toMatchObject({ status: 'pass' });
  expect(of(whole, 'seed-choice')).toMatchObject({ status: 'pass' });
  const gap = await compareFiles({ 'r.csv': table('digits/4') });
  expect(of(gap, 'seed-choice')).toMatchObject({
    status: 'warn',
    message: expect.stringContaining('On 1 of 2 tasks (digits)'),
  });
});

test("a number that one task has is not all tasks'", async () => {
  const { checks } = await compareFiles({ 'r.csv': table('') });
  const ceiling = checks.find(({ id }) => id === 'metrics/ceiling');
  expect(ceiling?.message).toMatch(/^On all 2 tasks, for example (wine|digits): accuracy of a is/);
});
