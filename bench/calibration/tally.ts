import type { Outcome } from './outcome.ts';

/** Mean over repetitions with its standard error (binomial for shares). */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

function isClaim({ verdict }: Outcome): boolean {
  return verdict === 'improvement' || verdict === 'regression';
}

export function share(outcomes: readonly Outcome[], counts: (outcome: Outcome) => boolean): Estimate {
  const value = outcomes.filter(counts).length / outcomes.length;
  return { value, standardError: Math.sqrt((value * (1 - value)) / outcomes.length) };
}

/** Claims in either direction. */
export function claims(outcomes: readonly Outcome[]): Estimate {
  return share(outcomes, isClaim);
}

export function meanSeeds(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, { seeds }) => sum + seeds, 0) / outcomes.length;
}

/** Detection minus another procedure's on the same samples; only discordant repetitions add error. */
export function detectionLess(outcomes: readonly Outcome[], others: readonly Outcome[]): Estimate {
  const differences = outcomes.map(({ verdict }, repetition) => {
    const other = others[repetition]?.verdict;
    return Number(verdict === 'improvement') - Number(other === 'improvement');
  });
  const value = differences.reduce((sum, difference) => sum + difference, 0) / outcomes.length;
  const squares = differences.reduce((sum, difference) => sum + (difference - value) ** 2, 0);
  return { value, standardError: Math.sqrt(squares) / outcomes.length };
}
