export interface Outcome {
  readonly verdict: 'improvement' | 'regression' | 'equivalent' | 'inconclusive';
  /** Includes failed runs. */
  readonly seeds: number;
}

/** The sign is the claimed direction. */
export function claim(difference: number, seeds: number): Outcome {
  if (difference === 0) return { verdict: 'inconclusive', seeds };
  return { verdict: difference > 0 ? 'improvement' : 'regression', seeds };
}
