/** Describes test inputs, to find slices that nobody named: length and tokens of texts, columns of tables, mean and spread of the rest. */
import type * as tf from '@tensorflow/tfjs';
import type { CheckedExamples } from './examples.ts';

/** More columns are an image or a sequence, not a table. */
const MOST_COLUMNS = 16;
const MOST_TOKENS = 12;
/** Shares of texts; other tokens hardly tell texts apart. */
const RARE = 0.02;
const COMMON = 0.9;
const PADDING = 0;
const DIGITS = 4;

/** Values by feature; NaN where a token is absent. */
export type InputFeatures = ReadonlyMap<string, Float64Array>;

export function describeInputs({ inputs, count }: CheckedExamples): InputFeatures {
  return new Map(
    inputs.flatMap((input, index) => {
      const prefix = inputs.length === 1 ? '' : `input ${index + 1} `;
      return describe(input, count).map(([name, values]) => [`${prefix}${name}`, values] as const);
    }),
  );
}

type Column = readonly [name: string, values: Float64Array];

function describe(input: tf.Tensor, count: number): Column[] {
  const values = input.dataSync();
  const width = values.length / count;
  const rowOf = (example: number) => values.subarray(example * width, (example + 1) * width);
  const column = (name: string, of: (row: Numbers) => number): Column => [
    name,
    Float64Array.from({ length: count }, (_, example) => Number(of(rowOf(example)).toPrecision(DIGITS))),
  ];
  if (input.dtype === 'int32' && input.shape.length === 2) {
    const length = column('length', (row) => row.filter((token) => token !== PADDING).length);
    return [
      length,
      ...frequentTokens(Array.from({ length: count }, (_, example) => new Set(rowOf(example)))),
    ];
  }
  if (width <= MOST_COLUMNS)
    return Array.from({ length: width }, (_, place) =>
      column(`column ${place + 1}`, (row) => row[place] as number),
    );
  return [
    column('mean', mean),
    column('spread', (row) => Math.sqrt(mean(row.map((value) => value ** 2)) - mean(row) ** 2)),
  ];
}

type Numbers = Float32Array | Int32Array | Uint8Array;

function mean(row: Numbers): number {
  let sum = 0;
  for (const value of row) sum += value;
  return sum / row.length;
}

function frequentTokens(texts: ReadonlyArray<ReadonlySet<number>>): Column[] {
  const counts = new Map<number, number>();
  for (const text of texts) for (const token of text) counts.set(token, (counts.get(token) ?? 0) + 1);
  return [...counts]
    .filter(([token, of]) => token !== PADDING && of >= RARE * texts.length && of <= COMMON * texts.length)
    .sort(([a, ofA], [b, ofB]) => ofB - ofA || a - b)
    .slice(0, MOST_TOKENS)
    .map(([token]) => [
      `token ${token}`,
      Float64Array.from(texts, (text) => (text.has(token) ? 1 : Number.NaN)),
    ]);
}
