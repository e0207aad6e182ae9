/**
 * Mean of independent estimates with equal weights: each brings its own standard error and degrees of freedom.
 *
 * Source: F. E. Satterthwaite, "An approximate distribution of estimates of variance components", Biometrics Bulletin 2 (1946).
 */
import { mean } from '../describe.ts';
import { StatisticsError } from '../error.ts';
import type { TEstimate } from '../tests/t-test.ts';

/**
 * A standard error of 0 is a stratum without chance.
 *
 * @throws StatisticsError without estimates, and where no estimate has a standard error
 */
export function meanOfEstimates(estimates: readonly TEstimate[]): TEstimate {
  const root = Math.hypot(...estimates.map(({ standardError }) => standardError));
  if (!(root > 0)) throw new StatisticsError('meanOfEstimates requires an estimate with a standard error');
  let fourth = 0;
  for (const { standardError, degreesOfFreedom } of estimates)
    if (standardError > 0) fourth += (standardError / root) ** 4 / degreesOfFreedom;
  return {
    difference: mean(estimates.map(({ difference }) => difference)),
    standardError: root / estimates.length,
    degreesOfFreedom: 1 / fourth,
  };
}
