import { finishedRuns } from '../../analysis/compare/samples.ts';
import { isUnusable, type SplitReader } from '../../analysis/examples/run-predictions.ts';
import type { RunRecord } from '../../records/record.ts';

/** Number of test examples, of those with fine predictions, that two seeds of a model predict identically. */
export interface SharedPredictions {
  readonly model: string;
  readonly same: number;
  readonly of: number;
}

/** Values with so many digits are not equal by chance. */
const FINE = 6;
const FEWEST = 20;
const MOST_VOTERS = 1000;
/** What a program's rounding to this many digits may change, and more. */
const ROUNDED = 10 ** -FINE;

/** Compares the first two finished runs of each model. */
export async function sharePredictions(
  models: readonly string[],
  records: readonly RunRecord[],
  reader: SplitReader,
): Promise<SharedPredictions[]> {
  const found: SharedPredictions[] = [];
  for (const model of models) {
    const [first, second] = finishedRuns(records, model);
    if (first === undefined || second === undefined) continue;
    try {
      const one = await reader.read(first);
      const other = await reader.read(second);
      const own = one.probabilities?.ofLabel;
      const theirs = other.probabilities?.ofLabel;
      if (own === undefined || theirs === undefined) continue;
      if (areVotes([...own, ...theirs])) continue;
      const fine = [...own.keys()].filter((example) => isFine(own[example] as number));
      const same = fine.filter((example) => own[example] === theirs[example]).length;
      if (fine.length >= FEWEST) found.push({ model, same, of: fine.length });
    } catch (error) {
      if (!isUnusable(error)) throw error;
    }
  }
  return found;
}

/** Whether all probabilities are shares of one number of voters, such as trees or neighbours: then they repeat by chance. */
function areVotes(probabilities: readonly number[]): boolean {
  for (let voters = 1; voters <= MOST_VOTERS; voters++) {
    const areShares = probabilities.every((probability) => {
      const votes = probability * voters;
      return Math.abs(votes - Math.round(votes)) <= voters * ROUNDED;
    });
    if (areShares) return true;
  }
  return false;
}

export function isFine(value: number): boolean {
  const mantissa = Math.abs(value).toExponential().split('e')[0] ?? '';
  return mantissa.replace('.', '').length >= FINE;
}
