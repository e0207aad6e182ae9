import { UserError } from '../config/user-error.ts';
import type { RunRecord } from '../records/record.ts';
import type { UnitWords } from '../words/unit-words.ts';
import type { ChosenModels } from './choose-models.ts';

export type Pairing = 'paired' | 'unpaired';

export interface Pairings {
  /** Variants that are compared with the baseline unpaired, although they share seeds. */
  readonly unpaired: ReadonlySet<string>;
  readonly notices: readonly string[];
}

const MIN_SHARED = 5;

/**
 * Arms with the same seeds are pairs. Seeds that are shared in part make pairs if they are five and half of the larger
 * arm: sets that were drawn at random meet in one number or two.
 *
 * @param stated by --design
 */
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
    const isWhole = shared === own.size && shared === other.size;
    const isMost = shared >= MIN_SHARED && shared * 2 >= larger;
    if (stated === 'paired' || (stated === null && (isWhole || isMost))) continue;
    unpaired.add(variant);
    notices.push(
      stated === null
        ? `"${variant}" and "${baseline}" share ${shared} of ${larger} ${unit}s, too few for pairs, so they are compared unpaired (Welch). If an equal ${unit} means equal data and order, add --design paired.`
        : `"${variant}" and "${baseline}" are compared unpaired (Welch), as --design says.`,
    );
  }
  return { unpaired, notices };
}
