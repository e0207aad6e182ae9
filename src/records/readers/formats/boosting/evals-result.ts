import { isObject } from '../../../json.ts';
import type { Split } from '../../../record.ts';
import { addCurve, type CurveLists, isCurveLists } from '../../curve-lists.ts';
import { isNumberList } from '../../files/json-file.ts';
import { splitOfWord } from '../../flat-names.ts';
import type { RunReader } from '../../run-reader.ts';
import type { RunValues } from '../../run-values.ts';

export const evalsResult: RunReader = {
  format: '*.json with evals_result (XGBoost, LightGBM)',
  documented: [
    'XGBoost, LightGBM | `evals_result` as JSON | the first loss of a set (`mlogloss`, `binary_logloss`, `rmse`, …) is also its `loss` | each under its own name | boosting round, from 1',
  ],
  accepts: ({ json }) =>
    isObject(json) && Object.keys(json).length > 0 && Object.values(json).every(isCurveLists),
  read: async ({ json, name: file }, run) => {
    const sets = json as Readonly<Record<string, CurveLists>>;
    const splits = splitsOf(Object.keys(sets));
    const leftOut = Object.keys(sets).filter((set) => !splits.has(set));
    if (leftOut.length > 0) run.warn(describeLeftOut(leftOut, file));
    for (const [set, split] of splits) readSet(run, { set, split, file }, sets[set] ?? {});
  },
};

const NUMBERED = /^(?:validation|valid|eval)_(\d+)$/;

/**
 * Names such as `train` and `validation` state the split. Of numbered sets (`validation_0`), the last is validation,
 * since XGBoost stops early by it; the others are unknown.
 */
function splitsOf(sets: readonly string[]): ReadonlyMap<string, Split> {
  const splits = new Map<string, Split>();
  for (const set of sets) {
    const split = splitOfWord(set);
    if (split !== null) splits.set(set, split);
  }
  const numbered = sets
    .filter((set) => NUMBERED.test(set))
    .sort((a, b) => Number(NUMBERED.exec(a)?.[1]) - Number(NUMBERED.exec(b)?.[1]));
  const last = numbered.at(-1);
  if (last !== undefined && ![...splits.values()].includes('validation')) splits.set(last, 'validation');
  return splits;
}

function describeLeftOut(sets: readonly string[], file: string): string {
  const names = sets.slice(0, 5).map((set) => JSON.stringify(set.slice(0, 100)));
  return (
    `${file}: ${names.join(', ')} left out, because the name does not say which split it is; ` +
    'rename the evaluation sets to "train", "validation" or "test"'
  );
}

/** Losses of both libraries. The first one of a set is also its `loss`. */
const LOSS =
  /^(m?logloss|(binary|multi)_logloss|(cross_)?entropy|rmsl?e|mse|mae|mape|l[12]|huber|fair|quantile|.*(nloglik|deviance)|poisson|gamma|tweedie|kullback_leibler)$/;

interface EvaluationSet {
  readonly set: string;
  readonly split: Split;
  readonly file: string;
}

function readSet(run: RunValues, { set, split, file }: EvaluationSet, lists: CurveLists): void {
  const loss = Object.keys(lists).find((name) => LOSS.test(name) && isNumberList(lists[name]));
  for (const [name, list] of Object.entries(lists)) {
    const key = `${set}.${name}`;
    addCurve(run, { split, name, key, file }, list, 1);
    if (name === loss && !('loss' in lists)) addCurve(run, { split, name: 'loss', key, file }, list, 1);
  }
}
