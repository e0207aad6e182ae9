/** One case of every kernel, type and number of axes; verified.long.test.ts has many. */
import { expect, test } from 'vitest';
import { faultsOf, kernelNames, specified } from '../support/every-kernel/every-case.ts';

test('every kernel has a spec', async () => {
  expect(specified).toEqual(await kernelNames());
});

test('every kernel answers as the plain backend does, within its memory', async () => {
  const faults: string[] = [];
  for (const name of specified) faults.push(...(await faultsOf(name, 1)));
  expect(faults).toEqual([]);
});
