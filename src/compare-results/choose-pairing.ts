import { UserError } from '../config/user-error.ts';
import type { RunRecord } from '../records/record.ts';
import { plural } from '../words/plural.ts';
import type { UnitWords } from '../words/unit-words.ts';
import type { ChosenModels } from './choose-models.ts';

const MIN_SHARED = 5;

export type Pairing = 'paired' | 'unpaired';

export interface Pairings {
  /** Variants that are compared with the baseline unpaired, although they share seeds. */
  readonly unpaired: ReadonlySet<string>;
  readonly notices: readonly string[];
}

/** @param stated by --design */
export function choosePairing(
  { baseline, variants }: ChosenModels,
  records: readonly RunRecord[],
  stated: Pairing | null,
  { seed: unit }: UnitWords,
): Pairings {
  const seedsOf = (name: string) =>
    new Set(records.flatMap(({ model, seed }) => (model === name ? [seed] : [])));
  const own = seedsOf(baseline);
  const unpaired = new Set<string>();
  const notices: string[] = [];
  for (const variant of variants) {
    const other = seedsOf(variant);
    const shared = [...other].filter((seed) => own.has(seed)).length;
    if (shared === 0 && stated === 'paired')
      throw new UserError(
        `--design: "${variant}" shares no ${unit} with "${baseline}", so there are no pairs; remove --design`,
      );
    if (shared === 0) continue;
    const larger = Math.max(own.size, other.size);
    const isRepeat = unit === 'repeat';
    // Repeats have no number in common, so those without a partner count too.
    const areMatched = isRepeat ? own.size === other.size : arePairs(shared, own.size, other.size);
    if (stated === 'paired' || (stated === null && areMatched)) continue;
    unpaired.add(variant);
    notices.push(
      stated === null && isRepeat
        ? `"${variant}" has ${plural(other.size, unit)} and "${baseline}" ${own.size}. All count: they are compared unpaired over ${unit}s, and paired over cases.`
        : stated === null
          ? `"${variant}" and "${baseline}" share ${shared} of ${larger} ${unit}s, too few for pairs, so they are compared unpaired (Welch). If an equal ${unit} means equal data and order, add --design paired.`
          : `"${variant}" and "${baseline}" are compared unpaired (Welch), as --design says.`,
    );
  }
  return { unpaired, notices };
}

/**
 * Arms with the same numbers are pairs. Numbers that are shared in part make pairs if they are five and half of the larger
 * arm: sets that were drawn at random meet in one number or two.
 */
function arePairs(shared: number, own: number, other: number): boolean {
  const isWhole = shared === own && shared === other;
  return isWhole || (shared >= MIN_SHARED && shared * 2 >= Math.max(own, other));
}
