import { describe, expect, test } from 'vitest';
import { trainFailing } from './train-failing.ts';

describe('a file that is in the checkout alone, since git ignores it', () => {
  const python = (path: string) =>
    `console.error("FileNotFoundError: [Errno 2] No such file or directory: '" + ${path} + "'"); process.exit(1)`;
  const hint =
    /the first: data\/train\.csv is in the checkout, but not in the work tree of base: .*; last output: FileNotFoundError/;

  test.each([
    ['as Python says it', python(`'data/train.csv'`)],
    ['with a whole path', python(`process.cwd() + '/data/train.csv'`)],
    ['as a shell says it', `console.log('cat: data/train.csv: No such file or directory'); process.exit(1)`],
    ['as R says it', `console.log("cannot open file 'data/train.csv': No such file"); process.exit(1)`],
  ])('is named with what to do about it, %s', async (_, program) => {
    const { check } = await trainFailing(program, { ref: 'base' });
    expect(check).toContain('data/train.csv is in the checkout, but not in the work tree of base: ');
  });

  test('and its folder, where the program looks for that', async () => {
    const { check } = await trainFailing(python(`'data'`), { ref: 'base' });
    expect(check).toContain('data is in the checkout, but not in the work tree of base');
  });

  test('comes before what the program said', async () => {
    expect((await trainFailing(python(`'data/train.csv'`), { ref: 'base' })).check).toMatch(hint);
  });

  test.each([
    ['that is nowhere', python(`'data/test.csv'`), 'base'],
    ['of the checkout itself', python(`'data/train.csv'`), null],
    ['outside of the checkout', python(`'../checkout/data/train.csv'`), 'base'],
    ['that is not said to be missing', `console.log("KeyError: 'data'"); process.exit(1)`, 'base'],
  ])('a file %s is none of them', async (_, program, ref) => {
    expect((await trainFailing(program, { ref })).check).not.toContain('work tree of');
  });
});
