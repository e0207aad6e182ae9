/** Splits names of runs into model and seed: `baseline_seed3`, `wider-s7`, `lr=0.1,seed=2`. */

export interface NamedRun {
  readonly model: string;
  readonly seed: string;
}

const SEED_WORD = /(?<![a-z])seed[ _=:.-]{0,2}(\d{1,15})(?![\d.]*\d)/i;
/** `s` means the seed only if every model has several: `resnet_s32` could be a stride. */
const SEED_LETTER = /(?<![a-z\d])s[_=-]?(\d{1,15})(?![a-z\d.])/i;
const EDGES = /^[\s_.,:;/|=-]+|[\s_.,:;/|=-]+$/g;

/**
 * @param isRun false for names of models, where a letter may mean anything
 * @returns null unless one rule splits every name
 */
export function splitRunNames(names: readonly string[], isRun = true): readonly NamedRun[] | null {
  const byWord = names.map((name) => split(name, SEED_WORD));
  if (byWord.every((run) => run !== null)) return byWord;
  if (!isRun) return null;
  const byLetter = names.map((name) => split(name, SEED_LETTER));
  if (!byLetter.every((run) => run !== null)) return null;
  const seeds = new Map<string, Set<string>>();
  for (const { model, seed } of byLetter) seeds.set(model, (seeds.get(model) ?? new Set()).add(seed));
  return [...seeds.values()].every(({ size }) => size > 1) ? byLetter : null;
}

function split(name: string, pattern: RegExp): NamedRun | null {
  const found = pattern.exec(name);
  if (found === null) return null;
  const before = name.slice(0, found.index).replace(EDGES, '');
  const after = name.slice(found.index + found[0].length).replace(EDGES, '');
  const model = [before, after].filter((part) => part !== '').join('_');
  return model === '' ? null : { model, seed: found[1] as string };
}
