/** A two-sided confidence interval: `level` 0.95 means that 95 % of such intervals cover the true value. */
export interface Interval {
  readonly level: number;
  readonly low: number;
  readonly high: number;
}

/** Which side counts as evidence. `greater`: only a positive effect does. Decide before looking at the data. */
export type Alternative = 'two-sided' | 'greater' | 'less';
