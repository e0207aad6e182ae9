import { code, type Inline } from '../phrase.ts';

// U+2011 keeps narrow columns and line ends from splitting the name at its hyphen.
const KNOWN: ReadonlyMap<string, string> = new Map([
  ['accuracy', 'accuracy'],
  ['balanced_accuracy', 'balanced accuracy'],
  ['macro_f1', 'macro‑F1'],
  ['micro_f1', 'micro‑F1'],
  ['weighted_f1', 'weighted F1'],
  ['f1', 'F1'],
  ['mcc', 'MCC'],
  ['auroc', 'AUROC'],
  ['loss', 'loss'],
  ['log_loss', 'log loss'],
  ['ece', 'calibration error'],
  ['perplexity', 'perplexity'],
  ['r2', 'R²'],
  ['rmse', 'RMSE'],
  ['mae', 'MAE'],
  ['mse', 'MSE'],
]);

/** A metric within a sentence; one that is not known is a name from outside. */
export function metricName(name: string): Inline {
  return KNOWN.get(name) ?? code(name);
}

/** The same as the title of a column. */
export function metricTitle(name: string): Inline {
  const known = KNOWN.get(name);
  return known === undefined ? code(name) : known.charAt(0).toUpperCase() + known.slice(1);
}
