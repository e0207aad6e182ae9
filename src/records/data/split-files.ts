/** Inspects files with one example a line, for programs that read their data themselves. */

import { UnusableFileError } from '../../files/open-file.ts';
import { type ExampleSets, inspectData, summariseInspection } from '../../stats/dataset/inspect.ts';
import { mix } from '../../stats/dataset/token-sets.ts';
import { readLines } from '../bounded-file.ts';
import type { DataEvidence } from './evidence-schema.ts';
import { readerOf, withoutIds } from './id-columns.ts';
import { type ColumnEvidence, type ColumnsOption, inspectColumns } from './split-columns.ts';
import { findTableColumns } from './table-columns.ts';

const MAX_BYTES = 200 * 1024 * 1024;
const MAX_EXAMPLES = 500_000;
/** Near copies are searched in the beginning of longer files, within two seconds. */
const MAX_COMPARED = 50_000;

const FEWEST_ROWS = 50;
const LOOKED_AT = 2000;
/** Columns are correlated: a row keeps at least this share of their total information. */
const OWN_PART = 0.5;

const LFS_POINTER = 'version https://git-lfs';
const LFS_ADVICE =
  'is a Git LFS pointer without its data; fetch the data with `git lfs pull`, or set `lfs: true` for actions/checkout';

export interface SplitFiles {
  readonly train: string;
  readonly test: string;
  readonly shifted: string | null;
}

/** Adds columns to the evidence, which runs do not report. */
export type FileEvidence = DataEvidence & {
  readonly columns: ColumnEvidence | null;
  /** Share of test lines that may equal a training line by chance; null for text. */
  readonly coincidence: number | null;
};

interface Example {
  readonly line: number;
  readonly text: string;
}

/**
 * A first line that both files share is a header. Exact duplicates ignore outer spaces and ids; near duplicates are
 * compared by words.
 *
 * @throws UnusableFileError; ENOENT passes through.
 */
export async function inspectSplitFiles(
  { train, test, shifted }: SplitFiles,
  option: ColumnsOption = {},
): Promise<FileEvidence> {
  const ofTrain = await readExamples(train);
  const ofTest = await readExamples(test);
  const ofShifted = shifted === null ? [] : await readExamples(shifted);
  const header = ofTrain[0]?.text;
  const hasHeader = header !== undefined && ofTest[0]?.text === header;
  const sets = [ofTrain, ofTest, ofShifted].map((set) =>
    hasHeader && set[0]?.text === header ? set.slice(1) : set,
  ) as [Example[], Example[], Example[]];
  const texts = sets.map((set) => set.map(({ text }) => text)) as [string[], string[], string[]];
  const strip = withoutIds(texts[0], texts[1]);
  const digests = texts.map((lines) => lines.map(strip)) as [string[], string[], string[]];
  const beginnings = digests.map((lines) => lines.slice(0, MAX_COMPARED)) as typeof digests;
  const compared = beginnings.flat();
  const table = findTableColumns(beginnings);
  const row = (example: number) => compared[example] as string;
  const examples: ExampleSets = {
    counts: countsOf(beginnings),
    digests: compared,
    content: { kind: 'tokens', rows: compared.map(toTokens) },
    ...(table === null
      ? {}
      : {
          table: {
            width: table.width,
            numbersOf: (example) => table.numbersOf(row(example)),
            wordsOf: (example) => toTokens(table.wordsOf(row(example))),
          },
        }),
    all: { counts: countsOf(digests), digests: digests.flat() },
  };
  const tested = sets[1];
  const evidence = summariseInspection(inspectData(examples), (position) => `line ${tested[position]?.line}`);
  return {
    ...evidence,
    columns: inspectColumns(ofTrain.map(textOf), ofTest.map(textOf), option),
    coincidence: expectedCoincidence(digests[0]),
  };
}

function textOf({ text }: Example): string {
  return text;
}

function countsOf([train, test, shifted]: readonly [string[], string[], string[]]): ExampleSets['counts'] {
  return [train.length, test.length, shifted.length];
}

async function readExamples(path: string): Promise<Example[]> {
  const examples: Example[] = [];
  for await (const { number, text } of readLines(path, MAX_BYTES)) {
    if (number === 1 && text.startsWith(LFS_POINTER)) throw new UnusableFileError(LFS_ADVICE);
    const trimmed = text.trim();
    if (trimmed !== '') examples.push({ line: number, text: trimmed });
    if (examples.length > MAX_EXAMPLES) {
      throw new UnusableFileError(`has more than ${MAX_EXAMPLES} lines, too many to compare`);
    }
  }
  return examples;
}

function toTokens(text: string): Int32Array {
  const words = text.toLowerCase().match(/[\p{L}\p{N}.+-]+/gu) ?? [];
  return Int32Array.from(words, (word) => {
    let hash = 0;
    for (let place = 0; place < word.length; place++) hash = mix(hash ^ word.charCodeAt(place)) + place + 1;
    return hash | 0 || 1;
  });
}

/**
 * Expected share of new lines that equal one of these by chance: number of lines times the product over columns of the
 * chance that two values agree. The square root allows for correlated columns.
 *
 * @returns null for text without columns, and for few lines
 */
export function expectedCoincidence(lines: readonly string[]): number | null {
  const fieldsOf = readerOf(lines);
  if (fieldsOf === null || lines.length < FEWEST_ROWS) return null;
  const step = Math.max(1, Math.floor(lines.length / LOOKED_AT));
  const counts = new Map<string | number, Map<string, number>>();
  let rows = 0;
  for (let line = 0; line < lines.length; line += step, rows += 1)
    for (const [column, value] of fieldsOf(lines[line] as string)) {
      const own = counts.get(column) ?? new Map<string, number>();
      counts.set(column, own.set(value, (own.get(value) ?? 0) + 1));
    }
  let logChance = 0;
  for (const own of counts.values()) {
    let agree = 0;
    for (const count of own.values()) agree += (count / rows) ** 2;
    logChance += Math.log(agree);
  }
  return Math.min(1, lines.length * Math.exp(OWN_PART * logChance));
}
