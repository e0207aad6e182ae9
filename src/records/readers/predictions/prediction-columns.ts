/** Column names other than `label`, `prediction` and `probability_<class>`. */
import { isEpochName, isStepName } from '../steps/axis-names.ts';

const LABELS = ['y_true', 'target', 'actual', 'observed'] as const;
const PREDICTIONS = ['y_pred', 'pred', 'predicted', 'fitted', 'output'] as const;
const OTHERS = [...LABELS, ...PREDICTIONS];
export const PROBABILITY_PREFIX = 'probability_';
const PREFIXES = [PROBABILITY_PREFIX, 'prob_', 'proba_'] as const;
/** Also starts other names, such as p-values, so all classes must follow it. */
const SHORT_PREFIX = 'p_';

/** Whether a file with such keys holds predictions. */
export function isPrediction(keys: readonly string[]): boolean {
  if (keys.includes('scores')) return keys.includes('id') && !keys.includes('label');
  return keys.includes('label') && (keys.includes('prediction') || keys.includes('probabilities'));
}

/**
 * Renames keys of JSON. Another name counts if ours is missing, if it is the only one, and if no row states an epoch
 * or step: `target` and `pred` may be curves.
 */
export function ownKeys(keys: readonly string[]): readonly string[] {
  if (!OTHERS.some((name) => keys.includes(name))) return keys;
  const isLog = keys.some((name) => isEpochName(name) || isStepName(name));
  const label = isLog ? null : otherName(keys, 'label', LABELS);
  const prediction = isLog ? null : otherName(keys, 'prediction', PREDICTIONS);
  return keys.map((name) => (name === label ? 'label' : name === prediction ? 'prediction' : name));
}

/** Renames columns of CSV, including probabilities. */
export function ownColumns(columns: readonly string[]): readonly string[] {
  const prefix = probabilityPrefix(columns);
  if (prefix === null) return ownKeys(columns);
  const rename = (name: string) =>
    name.startsWith(prefix) ? PROBABILITY_PREFIX + name.slice(prefix.length) : name;
  return ownKeys(columns).map(rename);
}

/** Fast path: most of millions of rows need no renaming. */
export function hasOwnKeys(row: object): boolean {
  return !OTHERS.some((name) => name in row);
}

function otherName(columns: readonly string[], own: string, others: readonly string[]): string | null {
  const found = others.filter((name) => columns.includes(name));
  return columns.includes(own) || found.length !== 1 ? null : (found[0] ?? null);
}

function probabilityPrefix(columns: readonly string[]): string | null {
  const known = PREFIXES.find((prefix) => columns.some((name) => name.startsWith(prefix)));
  if (known !== undefined) return known;
  const classes = columns.filter((name) => name.startsWith(SHORT_PREFIX));
  const areNumbered = classes.every((_, index) => columns.includes(SHORT_PREFIX + index));
  return classes.length > 1 && areNumbered ? SHORT_PREFIX : null;
}
