/** Finds whether a Python program trains on batches in the order of its file. */
import { join } from 'node:path';
import { listSources, readStart } from './list-sources.ts';
import { findOwnModules } from './own-modules.ts';
import { filesOf } from './programs.ts';

/** Any of these words may mix the rows. */
const MIXES =
  /shuffle|permut|randperm|random_split|train_test_split|(?<!Sequential)Sampler\(|\bsample\(|\.choice\(|randint|\.integers\(|sort_values|argsort/i;
const UNMIXED = /shuffle\s*=\s*False/gi;
const BATCHES = [/\bDataLoader\(/, /\.partial_fit\(/, /\bshuffle\s*=\s*False/];
/** Loops of rows, if the program takes steps. */
const LOOPS = [
  /^\s*for .+ in range\(\s*0\s*,.+,.+\)/,
  /^\s*for .+ in (?!.*(?:col(?:umn)?s|features|names|keys|items|files|paths)\b).*(?:\b|_)train/,
];
const STEPS = /step\(|backward\(|grad|train_on_batch|-=/i;
/** Rows that are only predicted may have any order. */
const ASIDE = /test|val|eval|\bdev|predict/i;
const MAX_CHARS = 60;

/** @returns the line that takes the batches, in backticks; null if the rows may be mixed, or are not taken in batches */
export async function findOrderedBatches(argv: readonly string[], directory: string): Promise<string | null> {
  const programs = filesOf(argv).filter((file) => file.endsWith('.py'));
  if (programs.length === 0) return null;
  const sources = {
    files: await listSources(directory),
    text: (file: string) => readStart(join(directory, file)),
  };
  const texts = await Promise.all(programs.map((file) => findOwnModules(sources, file)));
  return orderedBatches(texts.flatMap((own) => own.texts));
}

export function orderedBatches(texts: readonly string[]): string | null {
  const programs = texts.map((text) => text.replaceAll(/#.*$/gm, ''));
  if (programs.some((text) => MIXES.test(text.replaceAll(UNMIXED, '')))) return null;
  const patterns = programs.some((text) => STEPS.test(text)) ? [...BATCHES, ...LOOPS] : BATCHES;
  const lines = programs
    .flatMap((text) => text.split('\n'))
    .filter((line) => /train/i.test(line) || !ASIDE.test(line));
  for (const pattern of patterns) {
    const line = lines.find((one) => pattern.test(one))?.trim();
    if (line !== undefined) return `\`${line.replaceAll('`', "'").slice(0, MAX_CHARS)}\``;
  }
  return null;
}
