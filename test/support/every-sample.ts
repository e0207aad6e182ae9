import type { ExperimentResult } from '../../src/verdict/result.ts';
import { hostileEvaluation } from './evaluation-samples.ts';
import { CLASSIC, hostileNames } from './extreme-samples.ts';
import * as samples from './samples.ts';

/** Every sample with its name, for tests that say the same of all. */
export const everySample: ReadonlyArray<readonly [string, ExperimentResult]> = [
  ['better', samples.better],
  ['worse', samples.worse],
  ['equivalent', samples.equivalent],
  ['inconclusive', samples.inconclusive],
  ['invalid-by-evaluation', samples.invalidByEvaluation],
  ['invalid-by-code', samples.invalidByCode],
  ['invalid-by-failures', samples.invalidByFailures],
  ['unpaired', samples.unpaired],
  ['first-run', samples.firstRun],
  ['several-primary', samples.severalPrimary],
  ['hostile-names', hostileNames],
  ['evaluation-hostile', hostileEvaluation(CLASSIC)],
];
