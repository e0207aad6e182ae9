/** One case of every third kernel, type and number of axes; verified.long.test.ts has many of all. */
import { expect, test } from 'vitest';
import { faultsOf, kernelNames, specified } from '../support/every-kernel/every-case.ts';

test('every kernel has a spec', async () => {
  expect(specified).toEqual(await kernelNames());
});

test('a kernel answers as the plain backend does, within its memory', async () => {
  const faults: string[] = [];
  for (const name of specified.filter((_, at) => at % 3 === 0)) faults.push(...(await faultsOf(name, 1)));
  expect(faults).toEqual([]);
});
