/**
 * The one place that knows how tools spell split and metric in a single name: `val_loss`, `eval/accuracy`, `Loss/train`,
 * `train_loss_epoch`. docs/reference/log-formats.md lists the rules.
 */
import { metricNamed } from '../../stats/metrics/registry.ts';
import type { Split } from '../record.ts';

/** What programs call the splits. `eval` and `predict` are Hugging Face's words for validation and test. */
const SPLIT_WORDS: ReadonlyMap<string, Split> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['validation', 'validation'],
  ['valid', 'validation'],
  ['val', 'validation'],
  ['eval', 'validation'],
  ['dev', 'validation'],
  ['test', 'test'],
  ['predict', 'test'],
  ['shifted', 'shifted'],
]);

/** At the end of a name these mean something else: `std_dev`, `steps_to_predict`. */
const ONLY_IN_FRONT: ReadonlySet<string> = new Set(['dev', 'predict']);

const PREFIX = /^([a-z]+)[_/. ](.+)$/i;
const VALIDATION_INSIDE = /^(.+[_/. ])(?:val|valid|validation)[_/. ](.+)$/i;
const SUFFIX = /^(.+)[_/. ]([a-z]+)$/i;

export function splitOfWord(word: string): Split | null {
  return SPLIT_WORDS.get(word.toLowerCase()) ?? null;
}

/** The split that a name states in front or at its end, or validation inside; null for none, and the name without it. */
export function parseFlatName(key: string): { readonly split: Split | null; readonly name: string } {
  // Lightning marks the mean over an epoch at the end of a name, Keras in front of it.
  const whole = key.replace(/(?<=.)_epoch$/, '').replace(/^epoch_(?=.)/, '');
  const [, first = '', rest = ''] = PREFIX.exec(whole) ?? [];
  const inFront = splitOfWord(first);
  if (inFront !== null) return { split: inFront, name: spell(rest) };
  const [, start = '', last = ''] = SUFFIX.exec(whole) ?? [];
  const atEnd = ONLY_IN_FRONT.has(last.toLowerCase()) ? null : splitOfWord(last);
  if (atEnd !== null) return { split: atEnd, name: spell(start) };
  // `best_val_acc`: chosen by validation, and never of a test split.
  const [, before = '', after = ''] = VALIDATION_INSIDE.exec(whole) ?? [];
  return before === ''
    ? { split: null, name: spell(whole) }
    : { split: 'validation', name: spell(before + after) };
}

/** Splits that a name of the config can mean. What is shifted decides nothing, and `train_seconds` is no curve of training. */
const MEANT_BY_CONFIG: ReadonlySet<Split> = new Set(['validation', 'test']);

/** The split that the name of a declared metric states; null where it is only a word of the name. */
export function declaredSplit(name: string): Split | null {
  const { split } = parseFlatName(name);
  return split !== null && MEANT_BY_CONFIG.has(split) ? split : null;
}

/**
 * `val_loss` -> loss on the validation split; a name that states no split belongs to `fallback`. A declared metric
 * keeps its whole name, so that one can be called `test_time`, and is of the split that it states.
 */
export function splitFlatName(
  key: string,
  fallback: Split,
  declared: ReadonlySet<string>,
): { readonly split: Split; readonly name: string } {
  if (declared.has(key)) return { split: declaredSplit(key) ?? fallback, name: key };
  const { split, name } = parseFlatName(key);
  return { split: split ?? fallback, name };
}

const SPELLED_LOW = /(^|_)(accuracy|f1|loss|error|error_rate)$/;

/** `Loss` and `Macro F1` are no other metrics than `loss` and `macro_f1`. */
function spell(name: string): string {
  const lower = name.toLowerCase().replaceAll(' ', '_');
  return SPELLED_LOW.test(lower) || metricNamed(lower) !== undefined ? lower : name;
}
