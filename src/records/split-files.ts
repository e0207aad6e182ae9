/** Files of examples, one a line: duplicates and domains for programs that read their data by themselves. */
import { type ExampleSets, inspectData, summariseInspection } from '../stats/dataset/inspect.ts';
import { mix } from '../stats/dataset/token-sets.ts';
import { readLines } from './bounded-file.ts';
import type { DataEvidence } from './data-evidence.ts';

const MAX_BYTES = 200 * 1024 * 1024;
/** Of longer files, the beginning: some two seconds at most. */
const MAX_EXAMPLES = 50_000;

export interface SplitFiles {
  readonly train: string;
  readonly test: string;
  readonly shifted: string | null;
}

interface Example {
  readonly line: number;
  readonly text: string;
}

/**
 * A first line that training and test share is a header. Exact duplicates are equal lines, without the space around them; an
 * id in a line makes it unlike all others, but near duplicates are found all the same: they are compared word by word.
 *
 * @throws UnusableFileError; ENOENT passes through.
 */
export async function inspectSplitFiles({ train, test, shifted }: SplitFiles): Promise<DataEvidence> {
  const [ofTrain, ofTest] = [await readExamples(train), await readExamples(test)];
  const ofShifted = shifted === null ? [] : await readExamples(shifted);
  const header = ofTrain[0]?.text;
  const hasHeader = header !== undefined && ofTest[0]?.text === header;
  const sets = [ofTrain, ofTest, ofShifted].map((set) =>
    (hasHeader && set[0]?.text === header ? set.slice(1) : set).slice(0, MAX_EXAMPLES),
  ) as [Example[], Example[], Example[]];
  const all = sets.flat();
  const examples: ExampleSets = {
    counts: [sets[0].length, sets[1].length, sets[2].length],
    digests: all.map(({ text }) => text),
    content: { kind: 'tokens', rows: all.map(({ text }) => toTokens(text)) },
  };
  const tested = sets[1];
  return summariseInspection(inspectData(examples), (position) => `line ${tested[position]?.line}`);
}

async function readExamples(path: string): Promise<Example[]> {
  const examples: Example[] = [];
  for await (const { number, text } of readLines(path, MAX_BYTES)) {
    const trimmed = text.trim();
    if (trimmed !== '') examples.push({ line: number, text: trimmed });
    if (examples.length > MAX_EXAMPLES) break;
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
