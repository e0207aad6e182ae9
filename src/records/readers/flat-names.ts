/**
 * Parses names that hold split and metric: `val_loss`, `eval/accuracy`, `Loss/train`, `train_loss_epoch`.
 * docs/reference/log-formats.md lists the rules.
 */
import { metricNamed } from '../../stats/metrics/registry.ts';
import type { Split } from '../record.ts';

/** Words for splits. Hugging Face says `eval` for validation and `predict` for test. */
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

/** At the end of a name, these mean something else: `std_dev`, `steps_to_predict`. */
const ONLY_IN_FRONT: ReadonlySet<string> = new Set(['dev', 'predict']);

const PREFIX = /^([a-z]+)[_/. ](.+)$/i;
const VALIDATION_INSIDE = /^(.+[_/. ])(?:val|valid|validation)[_/. ](.+)$/i;
const SUFFIX = /^(.+)[_/. ]([a-z]+)$/i;

export function splitOfWord(word: string): Split | null {
  return SPLIT_WORDS.get(word.toLowerCase()) ?? null;
}

/** The split at either end of a name, or validation inside it, and the rest of the name. */
export function parseFlatName(key: string): { readonly split: Split | null; readonly name: string } {
  // Lightning marks an epoch's mean at the end of a name, Keras in front.
  const whole = key.replace(/(?<=.)_epoch$/, '').replace(/^epoch_(?=.)/, '');
  const [, first = '', rest = ''] = PREFIX.exec(whole) ?? [];
  const inFront = splitOfWord(first);
  if (inFront !== null) return { split: inFront, name: spell(rest) };
  const [, start = '', last = ''] = SUFFIX.exec(whole) ?? [];
  const atEnd = ONLY_IN_FRONT.has(last.toLowerCase()) ? null : splitOfWord(last);
  if (atEnd !== null) return { split: atEnd, name: spell(start) };
  // `best_val_acc` is a validation value.
  const [, before = '', after = ''] = VALIDATION_INSIDE.exec(whole) ?? [];
  return before === ''
    ? { split: null, name: spell(whole) }
    : { split: 'validation', name: spell(before + after) };
}

/** `train/metrics.json`, `val.txt`: the split in the name of a file, else of its folders. `train.log` is named after `train.py`. */
export function splitOfPath(file: string): Split | null {
  const [name = '', ...folders] = file.split('/').reverse();
  const stem = name.endsWith('.log') ? '' : name.replace(/\.[^.]*$/, '');
  return (
    splitOfWord(stem) ??
    parseFlatName(stem).split ??
    folders.map(splitOfWord).find((one) => one !== null) ??
    null
  );
}

/** Splits that a config name can mean: shifted data decides nothing, and `train_seconds` is no training curve. */
const MEANT_BY_CONFIG: ReadonlySet<Split> = new Set(['validation', 'test']);

/** The split in the name of a declared metric; null if the word is only part of the name. */
export function declaredSplit(name: string): Split | null {
  const { split } = parseFlatName(name);
  return split !== null && MEANT_BY_CONFIG.has(split) ? split : null;
}

/**
 * `val_loss` is loss on validation; a name without a split belongs to `fallback`. A declared metric keeps its whole
 * name, such as `test_time`, and the split that it states.
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

/** `Loss` and `Macro F1` are `loss` and `macro_f1`. */
function spell(name: string): string {
  const lower = name.toLowerCase().replaceAll(' ', '_');
  return SPELLED_LOW.test(lower) || metricNamed(lower) !== undefined ? lower : name;
}
