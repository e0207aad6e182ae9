/** Describes slices, changed examples and calibration for the pictures of a report. */

import { calibration } from '../analysis/examples/calibration.ts';
import { changedExamples } from '../analysis/examples/changed-examples.ts';
import type { SplitReader } from '../analysis/examples/run-predictions.ts';
import type { SliceSearch } from '../checks/evidence/find-slices.ts';
import { readPairs } from '../checks/evidence/search-slices.ts';
import { sliceDifferences } from '../checks/evidence/slice-differences.ts';
import type { Setup } from '../checks/evidence.ts';
import { baselineOf, eachVariant } from '../checks/subjects.ts';
import type { RunRecord } from '../records/record.ts';
import type { Details } from './details.ts';

/** For each variant. */
const MAX_SLICES = 24;
/** For each variant and kind. */
const MAX_EXAMPLES = 24;
const MAX_VARIANTS = 20;
/** Of texts and pictures; a larger page opens slowly. */
const MAX_SHOWN_CHARS = 200_000;

export interface Predicted {
  readonly setup: Setup;
  readonly records: readonly RunRecord[];
  readonly sliceSearches: readonly SliceSearch[];
  /** Reads the test split; null without shared test examples or predictions. */
  readonly reader: SplitReader | null;
  /** By class number; undefined for numbered classes. */
  readonly classNames: readonly string[] | undefined;
}

export async function describeExamples(predicted: Predicted): Promise<Omit<Details, 'sensitivity'>> {
  const { setup, reader, classNames } = predicted;
  const slices = variantsOf(setup).flatMap((variant) => slicesOf(predicted, variant));
  const compared = reader === null ? NOTHING : await comparePairs(predicted, reader);
  return { slices, ...(classNames === undefined ? {} : { classNames: [...classNames] }), ...compared };
}

export function variantsOf(setup: Setup): readonly string[] {
  return eachVariant(setup)
    .slice(0, MAX_VARIANTS)
    .map(({ model }) => model);
}

export function classNamesOf(records: readonly RunRecord[]): readonly string[] | undefined {
  return records.find(({ predictions }) => predictions?.classNames)?.predictions?.classNames;
}

const NOTHING = { changes: [], calibration: [] };

async function comparePairs(
  { setup, records }: Predicted,
  reader: SplitReader,
): Promise<Pick<Details, 'changes' | 'calibration'>> {
  const changes: Details['changes'][number][] = [];
  const curves: Details['calibration'][number][] = [];
  const baseline = baselineOf(setup);
  let room = MAX_SHOWN_CHARS;
  const withinRoom = (examples: Details['changes'][number]['examples']) =>
    examples.map(({ show, ...example }) => {
      const fits = show !== undefined && show.length <= room;
      if (fits) room -= show.length;
      return fits ? { ...example, show } : example;
    });
  for (const variant of variantsOf(setup)) {
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
  return { changes, calibration: curves };
}

function slicesOf({ setup, records, sliceSearches }: Predicted, variant: string): Details['slices'] {
  const search = sliceSearches.find(({ model }) => model === variant);
  const found = search === undefined || 'reason' in search ? [] : search.groups;
  const all = [
    ...sliceDifferences(records, setup, variant).tested.map((one) => ({ ...one, isNamed: true })),
    ...found.map((one) => ({ ...one, slice: one.name, metric: null, isNamed: false })),
  ];
  return all.slice(0, MAX_SLICES).map(({ slice, metric, isNamed, examples, difference, interval }) => ({
    variant,
    slice,
    metric,
    isNamed,
    examples,
    difference,
    interval: interval === null ? null : { low: interval.low, high: interval.high },
  }));
}
