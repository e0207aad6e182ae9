/** Files of predictions form one table if their names differ only in the split (`val_predictions.csv`). */
import { basename, dirname, extname } from 'node:path';
import type { Split } from '../../record.ts';
import { parseFlatName } from '../flat-names.ts';

/** The split in a file's name, and the name without it. */
export function splitOfFile(path: string): { readonly split: Split | null; readonly stem: string } {
  const ending = extname(path);
  const { split, name } = parseFlatName(basename(path, ending));
  return { split, stem: name + ending.toLowerCase() };
}

/** Samples of several tasks are one table a folder. */
const SAMPLES = /^samples_.+\.jsonl$/;

export function areParts(one: string, other: string): boolean {
  if (dirname(one) !== dirname(other)) return false;
  const names = [basename(one), basename(other)];
  if (names.every((name) => SAMPLES.test(name))) return true;
  const first = splitOfFile(one);
  const second = splitOfFile(other);
  return first.stem === second.stem && (first.split ?? 'test') !== (second.split ?? 'test');
}
