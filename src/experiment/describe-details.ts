/** Describes slices, changed examples, calibration and settings for the pictures of the report. */

import type { SplitReader } from '../analysis/examples/run-predictions.ts';
import { type Gathered, setupOf } from '../checks/evidence.ts';
import { CHECKS } from '../checks/registry.ts';
import type { Split } from '../records/record.ts';
import { classNamesOf, describeExamples, variantsOf } from '../verdict/describe-examples.ts';
import type { Details } from '../verdict/details.ts';
import type { Training } from './looks/train-until-decided.ts';
import type { Experiment } from './prepare.ts';

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
    // Each fold has its own test examples.
    reader: experiment.config.folds === null ? readerOf('test') : null,
    classNames: classNamesOf(records),
  });
  const sensitivity = variantsOf(setup).flatMap((variant) =>
    CHECKS.flatMap((check) => check.settings(evidence, variant)),
  );
  return { ...examples, sensitivity };
}
