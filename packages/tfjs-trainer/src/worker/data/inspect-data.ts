/** Looks for test examples in the training set, and for differences between the two. */
import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ExampleSets,
  inspectData,
  summariseInspection,
} from '../../../../../src/stats/dataset/inspect.ts';
import type { ModuleJob } from '../job.ts';
import type { CheckedDataset } from './dataset.ts';
import type { CheckedExamples } from './examples.ts';

/** All seeds share the data, so one inspects it. */
export const FIRST_SEED = 1;
/** Only the beginning of larger sets is searched for near copies: two seconds at most. */
const MAX_EXAMPLES = 50_000;
const MAX_VALUES = 50_000_000;
/** Shorter rows are their own digest. */
const SHORT_BYTES = 128;

/** @returns a function that inspects once, after the first epoch; it holds the inputs, which the module may dispose of */
export function inspectLater({ seed, runDirectory }: ModuleJob, data: CheckedDataset): () => void {
  let isWanted = seed === FIRST_SEED;
  if (!isWanted) return () => {};
  const train = holdInputs(data.train);
  const evaluated = new Map([...data.evaluated].map(([name, examples]) => [name, holdInputs(examples)]));
  return () => {
    if (!isWanted) return;
    isWanted = false;
    const evidence = inspect({ train, evaluated });
    for (const { inputs } of [train, ...evaluated.values()]) for (const input of inputs) input.dispose();
    if (evidence === null) return;
    writeFileSync(join(runDirectory, 'data-evidence.json'), `${JSON.stringify(evidence, null, 2)}\n`);
  };
}

function holdInputs(examples: CheckedExamples): CheckedExamples {
  return { ...examples, inputs: examples.inputs.map((input) => input.clone()) };
}

export function inspect({
  train,
  evaluated,
}: Pick<CheckedDataset, 'train' | 'evaluated'>): ReturnType<typeof summariseInspection> | null {
  const test = evaluated.get('test');
  if (test === undefined) return null;
  const shifted = evaluated.get('shifted');
  const sets = toSets([train, test, ...(shifted === undefined ? [] : [shifted])]);
  return summariseInspection(inspectData(sets), (position) => test.ids?.[position] ?? String(position));
}

function toSets(splits: readonly CheckedExamples[]): ExampleSets {
  const width = splits[0]?.inputs.reduce((sum, { shape }) => sum + volume(shape), 0) ?? 1;
  const limit = Math.min(
    MAX_EXAMPLES,
    Math.max(1, Math.floor(MAX_VALUES / splits.length / Math.max(1, width))),
  );
  const all = splits.map(({ count }) => count);
  const counts = all.map((count) => Math.min(count, limit));
  const values = new Float32Array(width * counts.reduce((sum, count) => sum + count, 0));
  const digests: string[][] = [];
  let place = 0;
  for (const [split, { inputs, count }] of splits.entries()) {
    const columns = inputs.map((input) => ({ values: input.dataSync(), width: volume(input.shape) }));
    const own: string[] = [];
    for (let example = 0; example < count; example++) {
      let digest = '';
      for (const column of columns) {
        const row = column.values.subarray(example * column.width, (example + 1) * column.width);
        digest += digestOf(row);
        if (example >= (counts[split] ?? 0)) continue;
        values.set(row, place);
        place += column.width;
      }
      own.push(digest);
    }
    digests.push(own);
  }
  const compared = digests.flatMap((own, split) => own.slice(0, counts[split]));
  const areTokens = splits[0]?.inputs.every(({ dtype, shape }) => dtype === 'int32' && shape.length === 2);
  const content = areTokens
    ? {
        kind: 'tokens' as const,
        rows: compared.map((_, example) => values.subarray(example * width, (example + 1) * width)),
      }
    : { kind: 'numbers' as const, values };
  return {
    counts: triple(counts),
    digests: compared,
    content,
    all: { counts: triple(all), digests: digests.flat() },
  };
}

function digestOf({ buffer, byteOffset, byteLength }: Float32Array | Int32Array | Uint8Array): string {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  return byteLength <= SHORT_BYTES ? bytes.toString('latin1') : hash('sha1', bytes, 'base64');
}

function triple([train = 0, test = 0, shifted = 0]: readonly number[]): ExampleSets['counts'] {
  return [train, test, shifted];
}

function volume(shape: readonly number[]): number {
  return shape.slice(1).reduce((product, length) => product * length, 1);
}
