/** Slices, changed examples, calibration and settings for the pictures of the report: from what is known, nothing is trained. */

import type { SplitReader } from '../analysis/examples/run-predictions.ts';
import { type Gathered, setupOf } from '../checks/evidence.ts';
import { CHECKS } from '../checks/registry.ts';
import type { Split } from '../records/record.ts';
import { classNamesOf, describeExamples, variantsOf } from '../verdict/describe-examples.ts';
import type { Details } from '../verdict/details.ts';
import type { Training } from './looks/train-until-decided.ts';
import type { Experiment } from './prepare.ts';

/** @param readerOf of the predictions of runs, which have been read by now where a check needed them */
export async function describeDetails(
  experiment: Experiment,
  { records }: Training,
  evidence: Gathered,
  readerOf: (split: Split) => SplitReader,
): Promise<Details> {
  const setup = setupOf(experiment);
  const examples = await describeExamples({
    setup,
    records,
    sliceSearches: evidence.sliceSearches ?? [],
    // Every fold has test examples of its own.
    reader: experiment.config.folds === null ? readerOf('test') : null,
    classNames: classNamesOf(records),
  });
  const sensitivity = variantsOf(setup).flatMap((variant) =>
    CHECKS.flatMap((check) => check.settings(evidence, variant)),
  );
  return { ...examples, sensitivity };
}
