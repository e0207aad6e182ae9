import type { Split } from '../record.ts';

/** What programs call the splits. `eval` is what Hugging Face's trainer calls validation. */
const SPLIT_WORDS: ReadonlyMap<string, Split> = new Map([
  ['train', 'train'],
  ['validation', 'validation'],
  ['valid', 'validation'],
  ['val', 'validation'],
  ['eval', 'validation'],
  ['test', 'test'],
  ['shifted', 'shifted'],
]);

export function splitOfWord(word: string): Split | null {
  return SPLIT_WORDS.get(word) ?? null;
}

/**
 * `val_loss` -> loss on the validation split; a name without such a prefix belongs to `fallback`. A declared metric
 * keeps its whole name, so that one can be called `test_time`.
 */
export function splitFlatName(
  key: string,
  fallback: Split,
  declared: ReadonlySet<string>,
): { readonly split: Split; readonly name: string } {
  if (declared.has(key)) return { split: fallback, name: key };
  const [, word = '', name = ''] = /^([a-z]+)[_/](.+)$/.exec(key) ?? [];
  const split = splitOfWord(word);
  return split === null ? { split: fallback, name: key } : { split, name };
}
