/** Files of predictions of a test's own. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PredictionTable } from '../../../../src/records/readers/predictions/prediction-table.ts';
import { readPredictions } from '../../../../src/records/readers/predictions/predictions.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

export async function readTable(text: string, name = 'predictions.jsonl') {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, text);
  return readPredictions(path);
}

/** The same with arrays, to be compared. */
export async function readPlain(text: string, name?: string) {
  return plain(await readTable(text, name));
}

function plain({ splits, ...table }: PredictionTable) {
  const all = [...splits].map(([split, { labels, predictions, probabilities, ...others }]) => {
    const rows =
      probabilities === null
        ? null
        : [...Array(probabilities.length).keys()].map((row) => probabilities.at(row));
    return [
      split,
      { ...others, labels: [...labels], predictions: [...predictions], probabilities: rows },
    ] as const;
  });
  return { ...table, splits: new Map(all) };
}

export function lines(...rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
