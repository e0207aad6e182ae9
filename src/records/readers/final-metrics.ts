import { isObject } from '../json.ts';
import type { Split } from '../record.ts';
import { parseFlatName, splitFlatName, splitOfWord } from './flat-names.ts';
import type { RunValues } from './run-values.ts';

/** Progress of a run, which Hugging Face writes next to the metrics. */
export const COUNTERS: ReadonlySet<string> = new Set(['step', 'epoch']);

export function addFinalMetrics(
  values: RunValues,
  file: string,
  stated: Readonly<Record<string, unknown>>,
  fallback: Split = 'test',
): void {
  for (const [key, value] of Object.entries(stated)) addFinalMetric(values, file, key, value, fallback);
}

/** @param fallback the split of a name that states none */
export function addFinalMetric(
  values: RunValues,
  file: string,
  key: string,
  value: unknown,
  fallback: Split = 'test',
): void {
  if (COUNTERS.has(key) && !values.declared.has(key)) return;
  const place = { file, line: null, at: 'final' } as const;
  const split = splitOfWord(key);
  if (split !== null && isObject(value)) {
    for (const [name, inner] of Object.entries(value))
      values.add({ ...place, split, name, key: `${key}.${name}` }, inner);
    return;
  }
  // {"accuracy": {"train": 0.97, "test": 0.92}}, as DVC's own examples have it.
  const words = isObject(value) ? Object.keys(value) : [];
  if (isObject(value) && words.length > 0 && words.every((word) => splitOfWord(word) !== null)) {
    const { name } = parseFlatName(key);
    for (const [word, inner] of Object.entries(value))
      values.add({ ...place, split: splitOfWord(word) as Split, name, key: `${key}.${word}` }, inner);
    return;
  }
  values.add({ ...place, ...splitFlatName(key, fallback, values.declared), key }, value);
}
