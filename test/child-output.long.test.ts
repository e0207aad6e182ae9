import { describe, expect, test } from 'vitest';
import { lossesAmong } from './support/printing-programs.ts';

describe.skipIf(process.platform === 'win32')('not a byte is lost in 200 runs, beside a busy loop', () => {
  test.each([1, 8])('%i at a time', async (parallel) => {
    expect(await lossesAmong(200, parallel)).toEqual([]);
  });
});
