import { expect, test } from 'vitest';
import { correctedResampledT } from '../../../src/stats/tests/nadeau-bengio.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import { differences, expectClose } from '../support.ts';

// baycomp, data set sonar, one 10-fold run.
const NBC = [94.203, 92.754, 95.652, 91.176, 92.647, 91.176, 92.647, 92.647, 86.765, 91.176];
const J48 = [92.754, 92.754, 89.855, 89.706, 95.588, 89.706, 95.588, 94.118, 91.176, 92.647];
const d = differences(J48, NBC);

test('agrees with baycomp', () => {
  const { difference, standardError, statistic, pValue } = correctedResampledT(d, { testShare: 1 / 9 });
  expectClose(difference, 0.3049, 1e-10);
  expectClose(standardError, 1.371414591, 1e-9);
  expectClose(statistic, 0.2223251831, 1e-8);
  expectClose(pValue, 0.829023995, 1e-9);
});

test('without overlap it is the paired t test, and overlap only widens', () => {
  const [none, some, more] = [0, 0.1, 0.5].map((testShare) => correctedResampledT(d, { testShare }).pValue);
  expectClose(none as number, pairedT(d).pValue, 1e-14);
  expect(some).toBeGreaterThan(none as number);
  expect(more).toBeGreaterThan(some as number);
});
