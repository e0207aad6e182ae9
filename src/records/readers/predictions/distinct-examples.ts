/** Checks that an id has one label; several answers to one example are allowed. */
import { wordFor } from '../../../words/plural.ts';
import type { Split } from '../../record.ts';
import { show, UnreadableRunError } from '../unreadable-run-error.ts';
import type { PredictionTable, SplitPredictions } from './prediction-table.ts';

/**
 * @param warn called for repeated examples, as padded batches and repeated sampling leave them
 * @throws UnreadableRunError if an id has two labels
 */
export function requireDistinct({ splits }: PredictionTable, warn: (message: string) => void): void {
  for (const [split, columns] of splits) {
    // Graded answers repeat a question by design.
    if (columns.scores.size > 0) continue;
    const distinct = new Set(columns.ids).size;
    if (distinct < columns.ids.length) reportRepeats(split, columns, columns.ids.length - distinct, warn);
  }
}

function reportRepeats(
  split: Split,
  { ids, labels }: SplitPredictions,
  repeats: number,
  warn: (message: string) => void,
): void {
  const firstOf = new Map<string, number>();
  let again: string | null = null;
  for (const [index, id] of ids.entries()) {
    const first = firstOf.get(id);
    if (first === undefined) {
      firstOf.set(id, index);
      continue;
    }
    again ??= id;
    if (labels[first] === labels[index]) continue;
    throw new UnreadableRunError(
      `predictions: the id ${show(id)} appears twice in the ${split} split, with different labels; give each example its own id, and name the group of rows in the column cluster`,
    );
  }
  warn(
    `predictions: ${repeats === 1 ? 'one row' : `${repeats} rows`} of the ${split} split ${wordFor(repeats, 'repeats', 'repeat')} the id of another row, such as ${show(again)}. Metrics count every row, and rows with the same id form one cluster; write each example once, unless these are repeated answers`,
  );
}
