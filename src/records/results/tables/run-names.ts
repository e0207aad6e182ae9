/** Splits names of runs into model and seed: `baseline_seed3`, `lr=0.1,seed=2`. */

export interface NamedRun {
  readonly model: string;
  readonly seed: string;
}

const SEED = /(?<![a-z])seed[ _=:.-]{0,2}(\d{1,15})(?![\d.]*\d)/i;
/** `base_s3`, `base-3`, `3`: the seed only if the call says so. */
const NUMBER_AT_END = /(?<![a-z\d])s?(\d{1,15})$/i;
const EDGE = /[\s_.,:;/|=-]/;

export function seedIn(name: string, atEnd: boolean): string | null {
  return (SEED.exec(name) ?? (atEnd ? NUMBER_AT_END.exec(name) : null))?.[1] ?? null;
}

/**
 * @param atEnd takes a number at the end of a name too
 * @returns null unless every name has a seed
 */
export function splitRunNames(names: readonly string[], atEnd = false): readonly NamedRun[] | null {
  const runs = names.flatMap((name): NamedRun[] => {
    const seed = seedIn(name, atEnd);
    const [before = '', , after = ''] = name.split(SEED.test(name) ? SEED : NUMBER_AT_END);
    const parts = [before, after].map((part) => withoutEdges(part));
    const model = parts.filter((part) => part !== '').join('_');
    return seed === null || model === '' ? [] : [{ model, seed }];
  });
  return runs.length === names.length ? runs : null;
}

/** Character by character, since an expression that ends with `$` takes quadratic time for a long name. */
function withoutEdges(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && EDGE.test(text.charAt(start))) start += 1;
  while (end > start && EDGE.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** True for names that may be runs of several models or models: `resnet_1`, `resnet_2`, `vit_1`, `vit_2`. */
export function mayBeRuns(names: readonly string[]): boolean {
  const runs = splitRunNames(names) === null ? splitRunNames(names, true) : null;
  const models = new Set(runs?.map(({ model }) => model));
  return runs !== null && models.size > 1 && models.size * 2 <= runs.length;
}
