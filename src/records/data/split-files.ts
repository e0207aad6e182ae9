/** Files of examples, one a line: duplicates and domains for programs that read their data by themselves. */

import { UnusableFileError } from '../../files/open-file.ts';
import { type ExampleSets, inspectData, summariseInspection } from '../../stats/dataset/inspect.ts';
import { mix } from '../../stats/dataset/token-sets.ts';
import { readLines } from '../bounded-file.ts';
import { expectedCoincidence } from './coincidence.ts';
import type { DataEvidence } from './evidence-schema.ts';
import { withoutIds } from './id-columns.ts';
import { type ColumnEvidence, type ColumnsOption, inspectColumns } from './split-columns.ts';
import { findTableColumns } from './table-columns.ts';

const MAX_BYTES = 200 * 1024 * 1024;
const MAX_EXAMPLES = 500_000;
/** Of longer files, near copies are looked for in the beginning: some two seconds at most. */
const MAX_COMPARED = 50_000;

const LFS_POINTER = 'version https://git-lfs';
const LFS_ADVICE =
  'is a Git LFS pointer without its data; fetch the data with `git lfs pull`, or set `lfs: true` for actions/checkout';

export interface SplitFiles {
  readonly train: string;
  readonly test: string;
  readonly shifted: string | null;
}

/** What is found in files: columns as well, which a run does not tell of its data. */
export type FileEvidence = DataEvidence & {
  readonly columns: ColumnEvidence | null;
  /** Share of test lines that may have their like in training by chance; null for text. */
  readonly coincidence: number | null;
};

interface Example {
  readonly line: number;
  readonly text: string;
}

/**
 * A first line that training and test share is a header. Exact duplicates are equal lines, without the space around them and
 * without ids (`id-columns.ts`); near ones are compared word by word. For the classifier that tells training from test, columns of numbers are
 * numbers (`table-columns.ts`).
 *
 * @throws UnusableFileError; ENOENT passes through.
 */
export async function inspectSplitFiles(
  { train, test, shifted }: SplitFiles,
  option: ColumnsOption = {},
): Promise<FileEvidence> {
  const [ofTrain, ofTest] = [await readExamples(train), await readExamples(test)];
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
  const [linesOfTrain, linesOfTest] = [ofTrain, ofTest].map((set) => set.map(({ text }) => text));
  return {
    ...evidence,
    columns: inspectColumns(linesOfTrain ?? [], linesOfTest ?? [], option),
    coincidence: expectedCoincidence(digests[0]),
  };
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

/** Words and numbers, whatever separates them, as hashes other than 0. */
function toTokens(text: string): Int32Array {
  const words = text.toLowerCase().match(/[\p{L}\p{N}.+-]+/gu) ?? [];
  return Int32Array.from(words, (word) => {
    let hash = 0;
    for (let place = 0; place < word.length; place++) hash = mix(hash ^ word.charCodeAt(place)) + place + 1;
    return hash | 0 || 1;
  });
}
