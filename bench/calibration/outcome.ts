/** What a procedure says in one repetition. */
export interface Outcome {
  readonly verdict: 'improvement' | 'regression' | 'equivalent' | 'inconclusive';
  /** Seeds under which both arms were trained, runs that failed included: they were paid for. */
  readonly seeds: number;
}

/** A claim of a difference in the direction of its sign. */
export function claim(difference: number, seeds: number): Outcome {
  if (difference === 0) return { verdict: 'inconclusive', seeds };
  return { verdict: difference > 0 ? 'improvement' : 'regression', seeds };
}
