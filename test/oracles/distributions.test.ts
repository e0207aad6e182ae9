/** Distributions against mpmath: bench/oracles/distributions.py. */
import { test } from 'vitest';
import { noncentralTCdf, noncentralTSurvival } from '../../src/stats/distributions/noncentral-t.ts';
import { logNormalCdf, normalCdf, normalQuantile } from '../../src/stats/distributions/normal.ts';
import { studentTCdf, studentTQuantile, studentTTwoSided } from '../../src/stats/distributions/student-t.ts';
import { hedgesCorrection } from '../../src/stats/estimates/hedges-g.ts';
import oracle from '../stats/oracles/distributions.json' with { type: 'json' };
import { expectClose } from '../stats/support.ts';

const twoTails = (t: number, degreesOfFreedom: number) => studentTTwoSided(-t, degreesOfFreedom) / 2;

test.each<[string, (...given: number[]) => number, readonly number[][], number]>([
  ['normalCdf', normalCdf as () => number, oracle.normalCdf, 5e-13],
  ['logNormalCdf', logNormalCdf as () => number, oracle.logNormalCdf, 1e-14],
  ['normalQuantile', normalQuantile as () => number, oracle.normalQuantile, 1e-13],
  ['studentTCdf', studentTCdf as () => number, oracle.studentTCdf, 2e-13],
  ['studentTTwoSided', twoTails as () => number, oracle.studentTCdf, 2e-13],
  ['studentTQuantile', studentTQuantile as () => number, oracle.studentTQuantile, 1e-13],
  ['noncentralTCdf', noncentralTCdf as () => number, oracle.noncentralTCdf, 1e-12],
  ['noncentralTSurvival', noncentralTSurvival as () => number, oracle.noncentralTSurvival, 1e-12],
  ['hedgesCorrection', hedgesCorrection as () => number, oracle.hedgesCorrection, 1e-13],
])('%s', (_, compute, rows, tolerance) => {
  for (const row of rows) expectClose(compute(...row.slice(0, -1)), row.at(-1) as number, tolerance);
});
