import type { Metric } from '../../src/config/file/normalise.ts';

/** A primary metric that is better where it is higher, without a margin. */
export const metric = (name: string, more: Partial<Metric> = {}): Metric => ({
  ...{ name, role: 'primary', direction: 'maximize', margin: null, unit: 'none' },
  ...more,
});
