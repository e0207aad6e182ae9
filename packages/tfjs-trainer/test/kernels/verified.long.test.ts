import { expect, test } from 'vitest';
import { faultsOf, specified } from '../support/every-kernel/every-case.ts';

test.each(specified)('%s answers as the plain backend does, within its memory', async (name) => {
  expect(await faultsOf(name, 8)).toEqual([]);
});
