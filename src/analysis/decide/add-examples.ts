import { studentTTwoSided } from '../../stats/distributions/student-t.ts';
import { twoOneSidedTests } from '../../stats/tests/tost.ts';
import type { Measurement } from '../compare/compare-models.ts';
import type { Crossed } from './crossed-checks.ts';

/**
 * A measurement over seeds alone with what new test examples add to its variance, as another measurement of the same comparison has found
 * it: for values that no predictions belong to, as those that stand for failed runs.
 */
export function addExamples(
  measurement: Measurement,
  { crossed, standardError: found }: Pick<Crossed, 'crossed' | 'standardError'>,
): Measurement {
  const ofExamples = crossed.exampleShare * found ** 2;
  const ofSeeds = measurement.standardError ** 2;
  const standardError = Math.sqrt(ofSeeds + ofExamples);
  // Examples are many: it is the seeds that few degrees of freedom stand behind.
  const degreesOfFreedom = (measurement.degreesOfFreedom * (ofSeeds + ofExamples) ** 2) / ofSeeds ** 2;
  const { difference, equivalence } = measurement;
  const statistic = difference / standardError;
  return {
    ...measurement,
    standardError,
    degreesOfFreedom,
    statistic,
    pValue: studentTTwoSided(statistic, degreesOfFreedom),
    equivalence: equivalence && {
      ...equivalence,
      pValue: twoOneSidedTests({
        difference,
        standardError,
        degreesOfFreedom,
        margin: equivalence.margin,
        alpha: equivalence.significanceLevel,
      }).pValue,
    },
  };
}
