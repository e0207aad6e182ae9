/**
 * What is known of a metric by its name alone, so that a config need not say it: which way is better, how it is
 * printed, and how large it can get.
 */
import type { DIRECTIONS, UNITS } from './schema/schema.ts';

interface KnownMetric {
  readonly direction: (typeof DIRECTIONS)[number];
  readonly unit: (typeof UNITS)[number];
  /** The largest value that the metric can take; null where it has no bound. */
  readonly maximum: 1 | null;
}

const SCORE: KnownMetric = { direction: 'maximize', unit: 'none', maximum: 1 };
const SHARE: KnownMetric = { ...SCORE, unit: 'percent' };
const LOSS: KnownMetric = { direction: 'minimize', unit: 'none', maximum: null };

const KNOWN: ReadonlyMap<string, KnownMetric> = new Map([
  ['accuracy', SHARE],
  ['balanced_accuracy', SHARE],
  ['macro_f1', SCORE],
  ['micro_f1', SCORE],
  ['weighted_f1', SCORE],
  ['f1', SCORE],
  ['mcc', SCORE],
  ['auroc', SCORE],
  ['loss', LOSS],
  ['log_loss', LOSS],
  ['ece', { ...LOSS, maximum: 1 }],
  ['perplexity', LOSS],
  ['r2', { direction: 'maximize', unit: 'none', maximum: 1 }],
  ['rmse', LOSS],
  ['mae', LOSS],
  ['mse', LOSS],
]);

/** Words at the end of a name that leave no doubt: `top5_accuracy`, `word_error`. */
const SUFFIXES: ReadonlyArray<readonly [RegExp, KnownMetric]> = [
  [/(^|_)accuracy$/, SHARE],
  [/(^|_)f1$/, SCORE],
  [/(^|_)loss$/, LOSS],
  [/(^|_)(error|error_rate)$/, LOSS],
];

export const KNOWN_METRIC_NAMES: readonly string[] = [...KNOWN.keys()];

export function knownMetric(name: string): KnownMetric | null {
  return KNOWN.get(name) ?? SUFFIXES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
