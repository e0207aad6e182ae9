/** Slices, changed examples, calibration and settings for the pictures of the report: from what is known, nothing is trained. */

import { calibration } from '../analysis/examples/calibration.ts';
import { changedExamples } from '../analysis/examples/changed-examples.ts';
import type { SplitReader } from '../analysis/examples/run-predictions.ts';
import { readPairs } from '../checks/data/read-pairs.ts';
import { sliceDifferences } from '../checks/data/slice-differences.ts';
import { type Gathered, setupOf } from '../checks/evidence.ts';
import { perturbedRuns } from '../checks/retraining/perturbed-runs.ts';
import { settingsOf } from '../checks/retraining/sensitivity.ts';
import { baselineOf, eachVariant } from '../checks/subjects.ts';
import type { RunRecord, Split } from '../records/record.ts';
import type { Details } from '../verdict/details.ts';
import type { Training } from './looks/train-until-decided.ts';
import type { Experiment } from './prepare.ts';

/** Of one variant. */
const MAX_SLICES = 24;
/** Of one variant and kind. */
const MAX_EXAMPLES = 24;
const MAX_VARIANTS = 20;
/** Texts and pictures of examples in one result: a page that carries more is slow to open. */
const MAX_SHOWN_CHARS = 200_000;

/** @param readerOf of the predictions of runs, which have been read by now where a check needed them */
export async function describeDetails(
  experiment: Experiment,
  { records }: Training,
  evidence: Gathered,
  readerOf: (split: Split) => SplitReader,
): Promise<Details> {
  const setup = setupOf(experiment);
  const variants = eachVariant(setup)
    .slice(0, MAX_VARIANTS)
    .map(({ model }) => model);
  const baseline = baselineOf(setup);
  const slices = variants.flatMap((variant) => slicesOf(evidence, records, variant));
  const changes: Details['changes'][number][] = [];
  let room = MAX_SHOWN_CHARS;
  const withinRoom = (examples: Details['changes'][number]['examples']) =>
    examples.map(({ show, ...example }) => {
      const fits = show !== undefined && show.length <= room;
      if (fits) room -= show.length;
      return fits ? { ...example, show } : example;
    });
  const curves: Details['calibration'][number][] = [];
  for (const variant of experiment.config.folds === null ? variants : []) {
    const reader = readerOf('test');
    const found = await readPairs(records, baseline, variant, reader);
    if ('reason' in found || found.pairs.length === 0) continue;
    const { pairs } = found;
    const labels = reader.labels();
    const changed = changedExamples(pairs, labels, reader.ids(), MAX_EXAMPLES, reader.shown());
    changes.push({ variant, ...changed, examples: withinRoom(changed.examples) });
    for (const [arm, model] of [baseline, variant].entries()) {
      const known = curves.some((one) => one.model === model);
      const of = known
        ? null
        : calibration(
            pairs.map((pair) => pair[arm as 0 | 1]),
            labels,
          );
      if (of !== null) curves.push({ model, ...of });
    }
  }
  const classNames = records.find(({ predictions }) => predictions?.classNames)?.predictions?.classNames;
  return {
    slices,
    ...(classNames === undefined ? {} : { classNames: [...classNames] }),
    changes,
    calibration: curves,
    sensitivity: sensitivityOf(evidence, variants),
  };
}

function slicesOf(evidence: Gathered, records: readonly RunRecord[], variant: string): Details['slices'] {
  const named = sliceDifferences(records, evidence, variant);
  const search = evidence.sliceSearches?.find(({ model }) => model === variant);
  const found = search === undefined || 'reason' in search ? [] : search.groups;
  return [
    ...named.tested.map(({ slice, metric, examples, difference, interval }) => ({
      variant,
      slice,
      metric,
      isNamed: true,
      examples,
      difference,
      interval: { low: interval.low, high: interval.high },
    })),
    ...found.map(({ name, examples, difference, interval }) => ({
      variant,
      slice: name,
      metric: null,
      isNamed: false,
      examples,
      difference,
      interval: interval === null ? null : { low: interval.low, high: interval.high },
    })),
  ].slice(0, MAX_SLICES);
}

function sensitivityOf(evidence: Gathered, variants: readonly string[]): Details['sensitivity'] {
  const { records, comparisons } = evidence;
  const trained = evidence.extraRuns?.get(perturbedRuns) ?? [];
  if (records === undefined || comparisons === undefined || 'untrained' in trained) return [];
  return variants.flatMap((variant) => settingsOf({ ...evidence, records, comparisons }, variant, trained));
}
