import type { SplitReader } from '../analysis/examples/run-predictions.ts';
import { testSetChances } from '../analysis/examples/test-set-chances.ts';
import type { Split } from '../records/record.ts';
import type { ExperimentResult } from '../verdict/result.ts';
import type { Experiment } from './prepare.ts';
import type { Training } from './train-until-decided.ts';

/** What new test examples would add to the chance of new seeds; empty for folds: each has examples of its own as it is. */
export async function chancesOfTestSet(
  { name, config }: Experiment,
  { comparisons, records }: Training,
  readerOf: (split: Split) => SplitReader,
): Promise<ExperimentResult['testSetChances']> {
  const { metrics, alpha, folds } = config;
  if (folds !== null) return [];
  const variants = [...new Set(comparisons.map(({ variant }) => variant))];
  return testSetChances({ experiment: name, metrics, variants, alpha, records, readerOf });
}
