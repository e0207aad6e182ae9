/** NumPy arrays: `test_labels.npy` with `test_predictions.npy` or `test_probabilities.npy`, one set a split. */
import { basename, dirname, join } from 'node:path';
import { listFolder } from '../../../files/open-file.ts';
import type { Split } from '../../record.ts';
import { type NpyArray, readNpy } from '../files/npy-array.ts';
import { parseFlatName } from '../flat-names.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';
import type { PredictionTable } from './prediction-table.ts';
import { TableBuilder } from './table-builder.ts';

const PARTS = ['labels', 'predictions', 'probabilities', 'clusters'] as const;
type Part = (typeof PARTS)[number];

interface ArrayFile {
  readonly name: string;
  readonly split: Split;
  readonly part: Part;
}

/** Null for other arrays. */
function parseName(name: string): ArrayFile | null {
  if (!/\.npy$/i.test(name)) return null;
  const { split, name: stem } = parseFlatName(name.slice(0, -'.npy'.length));
  const part = PARTS.find((candidate) => candidate === stem);
  return part === undefined ? null : { name, split: split ?? 'test', part };
}

/** Clusters alone are no predictions, since clustering programs save them too. */
export function isNpyPredictions(path: string): boolean {
  return (parseName(basename(path))?.part ?? 'clusters') !== 'clusters';
}

export async function readNpyPredictions(path: string): Promise<PredictionTable> {
  const folder = dirname(path);
  const entries = listFolder(folder);
  const arrays = entries.flatMap((entry) => (entry.isFile() ? (parseName(entry.name) ?? []) : []));
  const builder = new TableBuilder('*.npy');
  const predicted = arrays.filter(({ part }) => part !== 'clusters');
  for (const split of new Set(predicted.map((array) => array.split).sort())) {
    const own = arrays.filter((array) => array.split === split);
    await addSplit(folder, split, own, builder);
  }
  return builder.build();
}

async function addSplit(
  folder: string,
  split: Split,
  arrays: readonly ArrayFile[],
  builder: TableBuilder,
): Promise<void> {
  const read = async (part: Part) => {
    const [file, second] = arrays.filter((array) => array.part === part);
    if (second !== undefined) {
      throw new UnreadableRunError(
        `${file?.name} and ${second.name} both hold the ${part} of the ${split} split`,
      );
    }
    return file === undefined
      ? null
      : { file: file.name, array: await readNpy(join(folder, file.name), file.name) };
  };
  const labels = await read('labels');
  if (labels === null) {
    throw new UnreadableRunError(
      `${arrays[0]?.name}: the labels are missing; save them in the same folder as labels.npy`,
    );
  }
  const predictions = await read('predictions');
  const probabilities = await read('probabilities');
  const clusters = await read('clusters');
  const count = rowsOf(labels.file, labels.array, null, true);
  for (const [found, isColumn] of [
    [predictions, true],
    [clusters, true],
    [probabilities, false],
  ] as const) {
    if (found !== null) rowsOf(found.file, found.array, count, isColumn);
  }
  for (let row = 0; row < count; row += 1) {
    const cells = {
      split,
      cluster: clusters?.array.at(row),
      label: labels.array.at(row),
      prediction: predictions?.array.at(row),
      probabilities: probabilities === null ? undefined : rowOf(probabilities.array, row),
    };
    builder.add(cells, row + 1);
  }
}

/** The number of examples, after a check of the shape. */
function rowsOf(file: string, { shape }: NpyArray, expected: number | null, isColumn: boolean): number {
  const [rows = 0, columns = 1] = shape;
  if (shape.length === 0 || (isColumn && columns !== 1)) {
    throw new UnreadableRunError(`${file}: shape (${shape.join(', ')}) must be one value per example`);
  }
  if (expected === null || rows === expected) return rows;
  throw new UnreadableRunError(`${file}: ${rows} examples, but ${expected} labels`);
}

function rowOf({ shape, at }: NpyArray, row: number): Array<number | string> {
  const [, columns = 1] = shape;
  return Array.from({ length: columns }, (_, column) => at(row * columns + column));
}
