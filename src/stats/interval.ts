/** Two-sided confidence interval: with `level` 0.95, 95 % of such intervals cover the true value. */
export interface Interval {
  readonly level: number;
  readonly low: number;
  readonly high: number;
}
