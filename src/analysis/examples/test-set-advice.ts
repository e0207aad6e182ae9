import type { Split } from '../../records/record.ts';
import type { VarianceComponents } from '../../stats/estimates/variance-components.ts';

interface Numbers {
  readonly seeds: number;
  readonly examples: number;
  /** Of the variance of the difference; null where nothing varies. */
  readonly shares: { readonly seeds: number; readonly examples: number } | null;
  readonly standardErrors: VarianceComponents['standardErrors'];
}

/** When one kind of doubling leaves a standard error within this share of the other's, neither is worth more. */
const ALIKE = 0.05;

/** What to spend next, as one sentence: twice the seeds, or twice the examples of the split that was measured. */
export function adviseOnChance(
  { seeds, examples, shares, standardErrors }: Numbers,
  split: Split = 'test',
): string {
  if (shares === null)
    return 'Both models answer alike on every example, so neither more seeds nor more examples would change anything.';
  const { total, withTwiceTheSeeds, withTwiceTheExamples } = standardErrors;
  const show = (value: number) => value.toPrecision(2);
  const ofSeeds = `twice the ${seeds} seeds`;
  const ofExamples = `twice the ${examples} ${split} examples`;
  if (Math.abs(withTwiceTheSeeds - withTwiceTheExamples) <= ALIKE * total) {
    return (
      `More seeds and more ${split} examples would help alike: ${ofSeeds} would take the standard error from ${show(total)} to ` +
      `${show(withTwiceTheSeeds)}, ${ofExamples} to ${show(withTwiceTheExamples)}.`
    );
  }
  const examplesFirst = withTwiceTheExamples < withTwiceTheSeeds;
  const [better, worse] = examplesFirst ? [`${split} examples`, 'seeds'] : ['seeds', `${split} examples`];
  const share = Math.round(100 * (examplesFirst ? shares.examples : shares.seeds));
  const [best, other] = examplesFirst ? [ofExamples, ofSeeds] : [ofSeeds, ofExamples];
  const [low, high] = [withTwiceTheExamples, withTwiceTheSeeds].sort((a, b) => a - b) as [number, number];
  return (
    `More ${better} would help more than more ${worse}: ${share} % of the variance of the difference comes from them alone; ${best} would ` +
    `take the standard error from ${show(total)} to ${show(low)}, ${other} to ${show(high)}.`
  );
}
