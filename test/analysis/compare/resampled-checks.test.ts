import { describe, expect, test } from 'vitest';
import { resampledChecks } from '../../../src/analysis/compare/resampled-checks.ts';
import { mean } from '../../../src/stats/describe.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import { signFlipTest } from '../../../src/stats/tests/sign-flip.ts';
import { bcaInterval } from '../../support/bootstrap-intervals.ts';

const stream = (use: string) => createRandom('test', use);

function differences(pairs: number, shift: number): number[] {
  const random = createRandom('differences', pairs);
  return Array.from({ length: pairs }, () => shift + randomNormal(random));
}

describe('up to 100 pairs', () => {
  test.each([10, 40, 100])('%d pairs are drawn and flipped one by one', (pairs) => {
    const sample = differences(pairs, 0.1);
    const checks = resampledChecks(sample, { level: 0.95, margin: null }, stream);
    const { low, high } = bcaInterval(sample, mean, { random: stream('bootstrap') });
    expect(checks.bootstrapInterval?.low).toBeCloseTo(low, 12);
    expect(checks.bootstrapInterval?.high).toBeCloseTo(high, 12);
    expect(checks.signFlip).toEqual(signFlipTest(sample, { random: stream('sign-flip') }));
  });
});

test('of few pairs nothing depends on the stream: a verdict is the same whatever the variant is called', () => {
  const sample = differences(8, 0.6);
  const withStream = (name: string) =>
    resampledChecks(sample, { level: 0.95, margin: 0.5 }, (use) => createRandom(name, use));
  expect(withStream('wider')).toEqual(withStream('longer'));
});

describe('beyond 100 pairs, in blocks', () => {
  test.each([101, 280, 10_000])('%d pairs give what the t test gives on normal differences', (pairs) => {
    const sample = differences(pairs, 2.2 / Math.sqrt(pairs));
    const { bootstrapInterval, signFlip } = resampledChecks(sample, { level: 0.95, margin: null }, stream);
    const t = pairedT(sample);
    const width = t.interval.high - t.interval.low;
    // The error of the mean, estimated from 100 blocks, scatters by 7 %; three times that, for both limits.
    expect(Math.abs((bootstrapInterval?.low ?? NaN) - t.interval.low)).toBeLessThan(0.21 * width);
    expect(Math.abs((bootstrapInterval?.high ?? NaN) - t.interval.high)).toBeLessThan(0.21 * width);
    expect(signFlip).toMatchObject({ exact: false, smallestAttainable: 1e-5 });
    expect(Math.log((signFlip?.pValue ?? NaN) / t.pValue)).toBeLessThan(1);
    expect(Math.log((signFlip?.pValue ?? NaN) / t.pValue)).toBeGreaterThan(-1);
  });

  test.each([1, 2, 3, 4])('a single wild pair that makes the mean is still seen (%d)', (sampleNumber) => {
    const random = createRandom('beside a wild pair', sampleNumber);
    const sample = [...Array.from({ length: 5000 }, () => randomNormal(random) / 1e4), 100];
    const { bootstrapInterval, signFlip } = resampledChecks(sample, { level: 0.95, margin: null }, stream);
    // The others decide, and theirs is no difference; p is what flips of single pairs give, but for the pairs in the wild one's block.
    const single = signFlipTest(sample, { random: stream('single') });
    expect(Math.abs((signFlip?.pValue ?? NaN) - single.pValue)).toBeLessThan(0.1);
    expect(single.pValue).toBeGreaterThan(0.1);
    expect(bootstrapInterval?.low).toBeLessThan(0.001);
  });
});
