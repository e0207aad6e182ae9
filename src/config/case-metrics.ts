/** Metrics that an evaluation's cases and repeats give: `pass^3`, `pass@3`, `latency_ms.p95`, `cost.median`. */

export interface PassMetric {
  /** Whether all k answers must pass (`^`), or any (`@`). */
  readonly needs: 'all' | 'any';
  readonly k: number;
}

export interface QuantileMetric {
  readonly scorer: string;
  readonly probability: number;
}

export function passMetric(name: string): PassMetric | null {
  const [, sign, k] = /^pass([@^])([1-9]\d{0,2})$/.exec(name) ?? [];
  return sign === undefined ? null : { needs: sign === '^' ? 'all' : 'any', k: Number(k) };
}

export function quantileMetric(name: string): QuantileMetric | null {
  const [, scorer, statistic, percent] = /^(.+)\.(median|p([1-9]\d?))$/.exec(name) ?? [];
  if (scorer === undefined) return null;
  return { scorer, probability: statistic === 'median' ? 0.5 : Number(percent) / 100 };
}
