import { greatestDivisor } from '../../stats/numerics/greatest-divisor.ts';
import { enumerate } from '../../words/list.ts';
import { wordFor } from '../../words/plural.ts';
import { defineCheck } from '../define-check.ts';
import { baselineOf, eachVariant } from '../subjects.ts';

/** Seeds that fill this share of an even series are one with gaps; random numbers fill less. */
const FILLED = 0.6;
/** Arms that share this part of the smaller one were meant to have equal seeds. */
const SHARED = 0.5;
const SHOWN = 4;
/** Fewer seeds have no gaps, and are no sequence. */
const FEWEST = 3;

/**
 * Runs of existing results may have been left out because of their result. Seeds should be an even series (1, 2, 3, …;
 * 0, 10, 20, …), or any numbers that both arms share. A gap, or a seed that only one arm has, may be such a run. More runs at
 * the end of one arm are no gap, and listed failed runs are not missing.
 */
export const seedChoice = defineCheck({
  id: 'seed-choice',
  title: 'were runs left out?',
  threshold: 0,
  needs: ['chosenSeeds'],
  of: eachVariant,
  judge({ model }, { chosenSeeds, ...setup }) {
    const baseline = baselineOf(setup);
    const before = chosenSeeds.get(baseline) ?? [];
    const own = chosenSeeds.get(model) ?? [];
    const missing = [
      ...describe(`of ${baseline}`, missingIn(before, own)),
      ...describe(`of ${model}`, missingIn(own, before)),
      ...(isPaired(before, own)
        ? describe('in both arms', gapsOf(new Set([...before, ...own])))
        : [
            ...describe(`of ${baseline}`, gapsOf(new Set(before))),
            ...describe(`of ${model}`, gapsOf(new Set(own))),
          ]),
    ];
    const [series, picked] = hasGaps(own) ? [baseline, model] : [model, baseline];
    const areSequences = Math.min(before.length, own.length) >= FEWEST;
    if (missing.length === 0 && areSequences && !isPaired(before, own) && hasGaps(before) !== hasGaps(own)) {
      const seeds = picked === model ? own : before;
      return {
        status: 'warn',
        value: seeds.length,
        message: `seeds may have been picked: ${picked} has ${listSeeds(seeds)}, but ${series} has a regular sequence. Picked runs look better than the model is`,
        advice: ADVICE,
      };
    }
    if (missing.length === 0) {
      // A fixed number has no runs.
      const ofBaseline = before.length === 0 ? '' : `${before.length} of ${baseline} and `;
      const message = `no seed is missing among ${ofBaseline}${own.length} of ${model}`;
      return { status: 'pass', value: 0, message };
    }
    return {
      status: 'warn',
      value: missing.reduce((sum, { count }) => sum + count, 0),
      message: `runs may have been left out: ${missing.map(({ words }) => words).join('; ')}. If they were the worse ones, the others look too good`,
      advice: ADVICE,
    };
  },
});

const ADVICE =
  'add the missing runs, including failed ones; or state the rule for choosing seeds, and ignore this check';

function hasGaps(seeds: readonly number[]): boolean {
  const known = new Set(seeds);
  if (known.size < FEWEST) return false;
  const [low, high] = boundsOf(known);
  const sorted = [...known].sort((a, b) => a - b);
  const step = (high - low) / (known.size - 1);
  return sorted.some((seed, index) => seed !== low + index * step);
}

function isPaired(own: readonly number[], other: readonly number[]): boolean {
  const known = new Set(own);
  const shared = other.filter((seed) => known.has(seed)).length;
  return shared > 0 && shared >= SHARED * Math.min(own.length, other.length);
}

/** Seeds that the other arm has and this one lacks. */
function missingIn(own: readonly number[], other: readonly number[]): readonly number[] {
  if (!isPaired(own, other)) return [];
  const known = new Set(own);
  const last = own.reduce((most, seed) => Math.max(most, seed), 0);
  const isSeries = stepOf(new Set([...own, ...other])) !== null;
  return other.filter((seed) => !known.has(seed) && !(isSeries && seed > last));
}

function gapsOf(seeds: ReadonlySet<number>): readonly number[] {
  const step = stepOf(seeds);
  if (step === null) return [];
  const [low, high] = boundsOf(seeds);
  const gaps: number[] = [];
  for (let seed = low; seed < high; seed += step) if (!seeds.has(seed)) gaps.push(seed);
  return gaps;
}

/** The step of the even series; null if the seeds are none. */
function stepOf(seeds: ReadonlySet<number>): number | null {
  if (seeds.size < FEWEST) return null;
  const [low, high] = boundsOf(seeds);
  let step = 0;
  for (const seed of seeds) step = greatestDivisor(step, seed - low);
  return seeds.size >= FILLED * ((high - low) / step + 1) ? step : null;
}

function boundsOf(seeds: ReadonlySet<number>): readonly [number, number] {
  const sorted = [...seeds].sort((a, b) => a - b);
  return [sorted[0] as number, sorted.at(-1) as number];
}

/** `seeds 3, 7 and 9 of head`. */
function describe(
  where: string,
  seeds: readonly number[],
): Array<{ readonly count: number; readonly words: string }> {
  const { length: count } = seeds;
  if (count === 0) return [];
  return [{ count, words: `${wordFor(count, 'seed')} ${listSeeds(seeds)} ${where}` }];
}

/** `3, 7 and 9`. */
function listSeeds(seeds: readonly number[]): string {
  const sorted = [...seeds].sort((a, b) => a - b).map(String);
  const hidden = sorted.length > SHOWN ? sorted.splice(SHOWN - 1) : [];
  return enumerate(hidden.length > 0 ? [...sorted, `${hidden.length} more`] : sorted);
}
