import { expect, test } from 'vitest';
import { UnusableModule } from '../../src/worker/unusable-module.ts';
import { describeError, usable } from '../../src/worker/user-code.ts';

function errorAt(...frames: readonly string[]): Error {
  const error = new TypeError('bad shape\nRequire stack:\n- /user/model.ts');
  error.stack = ['TypeError: bad shape', ...frames.map((frame) => `    at ${frame}`)].join('\n');
  return error;
}

test('an error is told with the frames of the user’s files alone', () => {
  const worker = new URL('../../src/worker/run-job.ts', import.meta.url).pathname;
  const error = errorAt(
    'layer (/repo/node_modules/@tensorflow/tfjs/dist/tf.js:1:2)',
    'build (/user/model.ts:3:4)',
    `runJob (${worker}:5:6)`,
    'process.run (node:internal/process:7:8)',
    'Array.map (<anonymous>)',
    'start (file:///user/lib/base.ts:9:10)',
  );
  expect(describeError(error).split('\n')).toEqual([
    'TypeError: bad shape',
    '    at build (/user/model.ts:3:4)',
    '    at start (file:///user/lib/base.ts:9:10)',
  ]);
});

test('eight frames are shown, and what is no error is shown as it is', () => {
  const many = errorAt(...Array.from({ length: 30 }, (_, line) => `f (/user/model.ts:${line}:1)`));
  expect(describeError(many).split('\n')).toHaveLength(9);
  expect(describeError('no')).toBe('thrown: no');
});

test('a part that fails makes the module unusable, by its name; one that says so itself is left alone', async () => {
  expect(await usable('data()', () => 7)).toBe(7);
  const failed = usable('data()', () => Promise.reject(errorAt('data (/user/model.ts:3:4)')));
  await expect(failed).rejects.toThrow(UnusableModule);
  await expect(failed).rejects.toThrow(/^data\(\) failed: TypeError: bad shape\n {4}at data/);
  const own = new UnusableModule('wrong shape');
  await expect(
    usable('data()', () => {
      throw own;
    }),
  ).rejects.toBe(own);
});
