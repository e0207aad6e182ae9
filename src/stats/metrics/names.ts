/** The metrics that Conclusive computes itself, and which way each is better. */
const DIRECTIONS = {
  accuracy: 'maximize',
  macro_f1: 'maximize',
  micro_f1: 'maximize',
  weighted_f1: 'maximize',
  balanced_accuracy: 'maximize',
  mcc: 'maximize',
  auroc: 'maximize',
  log_loss: 'minimize',
  ece: 'minimize',
  rmse: 'minimize',
  mae: 'minimize',
  r2: 'maximize',
  loss: 'minimize',
} as const;

export type KnownMetric = keyof typeof DIRECTIONS;

/** In the order in which reports list them. */
export const KNOWN_METRICS = Object.keys(DIRECTIONS) as readonly KnownMetric[];

/** Which way a known metric is better; undefined for a name that the program does not know, for which the config has to say. */
export function metricDirection(name: string): 'maximize' | 'minimize' | undefined {
  return Object.hasOwn(DIRECTIONS, name) ? DIRECTIONS[name as KnownMetric] : undefined;
}
