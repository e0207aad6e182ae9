/** Notices about the data that affect trust in the numbers. */
import type { Comparison } from '../analysis/compare/comparison.ts';
import { recordsByModel } from '../analysis/compare/samples.ts';
import type { RunRecord } from '../records/record.ts';
import type { DistinctRuns } from '../records/results/one-run-a-seed.ts';
import { quoteNames } from '../words/list.ts';
import { plural, wordFor } from '../words/plural.ts';
import type { UnitWords } from '../words/unit-words.ts';
import type { ChosenModels } from './choose-models.ts';
import type { SettledRuns } from './settle-runs.ts';

const MAX_SHOWN = 3;

export function describeData(
  { baseline, variants }: ChosenModels,
  { hasSeeds, repeats, merged }: DistinctRuns,
  { records, incomplete }: SettledRuns,
  comparisons: readonly Comparison[],
  {
    sharedInPart,
    words: { seed },
  }: { readonly sharedInPart: ReadonlySet<string>; readonly words: UnitWords },
): readonly string[] {
  const notices: string[] = [];
  if (!hasSeeds) {
    notices.push(
      'The files have no seeds, so the runs are numbered in order and compared unpaired. Add a column `seed`, ' +
        'or name one with `--seed-column`, to compare the runs of each seed as a pair, which takes fewer runs.',
    );
  } else {
    const others = variants.filter((variant) => !sharedInPart.has(variant));
    const unpaired = others.filter((variant) =>
      comparisons.some((c) => c.variant === variant && c.pairing === 'none' && c.difference !== null),
    );
    if (unpaired.length > 0) {
      notices.push(
        `${quoteNames(unpaired, MAX_SHOWN)} and "${baseline}" have no ${seed} in common, so they are compared unpaired (Welch).`,
      );
    }
    notices.push(...leftOut(baseline, others, records, seed));
  }
  if (repeats > 0) {
    notices.push(
      repeats === 1
        ? 'One row is an exact copy of another and counts once.'
        : `${repeats} rows are exact copies of others and count once.`,
    );
  }
  if (merged > 0)
    notices.push(
      `${merged === 1 ? 'One row has' : `${merged} rows have`} more metrics of a run in another row, and ${wordFor(merged, 'is', 'are')} merged with it.`,
    );
  for (const [metric, runs] of incomplete) {
    notices.push(
      `${metric} is missing in ${runs} finished ${wordFor(runs, 'run')}, and is compared over the others.`,
    );
  }
  return notices;
}

/** Finished runs without a finished run of the same seed in the other arm. */
function leftOut(
  baseline: string,
  variants: readonly string[],
  records: readonly RunRecord[],
  unit: string,
): string[] {
  const byModel = recordsByModel(records);
  const seedsOf = (model: string) =>
    new Set((byModel.get(model) ?? []).filter(({ status }) => status === 'ok').map(({ seed }) => seed));
  const own = seedsOf(baseline);
  const partial = variants.flatMap((variant) => {
    const other = seedsOf(variant);
    const shared = [...other].filter((seed) => own.has(seed)).length;
    const alone = own.size + other.size - 2 * shared;
    if (shared === 0 || alone === 0) return [];
    return [
      `"${variant}": ${plural(shared, 'pair')}, without ${own.size - shared} of ${own.size} ` +
        `finished runs of "${baseline}" and ${other.size - shared} of ${other.size} of its own`,
    ];
  });
  if (partial.length === 0) return [];
  const hidden = partial.length - MAX_SHOWN;
  const more = hidden > 0 ? `; and ${hidden} more variants` : '';
  return [
    `Runs whose ${unit} has no partner were left out. ${partial.slice(0, MAX_SHOWN).join('; ')}${more}.`,
  ];
}
