/** XGBoost and LightGBM: `evals_result` as `json.dump` writes it. */
import { isObject } from '../../../json.ts';
import type { Split } from '../../../record.ts';
import { addCurve, type CurveLists, isCurveLists } from '../../curve-lists.ts';
import { isNumberList } from '../../files/json-file.ts';
import type { Findings } from '../../findings.ts';
import { splitOfWord } from '../../flat-names.ts';
import type { RunReader } from '../../run-reader.ts';

export const evalsResult: RunReader = {
  format: '*.json with evals_result (XGBoost, LightGBM)',
  documented: [
    'XGBoost, LightGBM | `evals_result` as JSON | the first loss of a set (`mlogloss`, `binary_logloss`, `rmse`, …) is also its `loss` | each under its own name | boosting round, from 1',
  ],
  accepts: ({ json }) =>
    isObject(json) && Object.keys(json).length > 0 && Object.values(json).every(isCurveLists),
  read: async ({ json, name: file }, findings) => {
    const sets = json as Readonly<Record<string, CurveLists>>;
    const splits = splitsOf(Object.keys(sets));
    const leftOut = Object.keys(sets).filter((set) => !splits.has(set));
    if (leftOut.length > 0) findings.warn(describeLeftOut(leftOut, file));
    for (const [set, split] of splits) readSet(set, split, sets[set] ?? {}, file, findings);
  },
};

const NUMBERED = /^(?:validation|valid|eval)_(\d+)$/;

/**
 * Names of one's own (`train`, `validation`) say which split they are. Of sets that only have numbers (`validation_0`)
 * the last is the validation split: it is the one that XGBoost stops early by. The others may be anything.
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

/** What the two libraries call losses; the first of a set is also its `loss`. */
const LOSS =
  /^(m?logloss|(binary|multi)_logloss|(cross_)?entropy|rmsl?e|mse|mae|mape|l[12]|huber|fair|quantile|.*(nloglik|deviance)|poisson|gamma|tweedie|kullback_leibler)$/;

function readSet(set: string, split: Split, lists: CurveLists, file: string, findings: Findings): void {
  const loss = Object.keys(lists).find((name) => LOSS.test(name) && isNumberList(lists[name]));
  for (const [name, values] of Object.entries(lists)) {
    const key = `${set}.${name}`;
    addCurve({ split, name }, values, 1, key, file, findings);
    if (name === loss && !('loss' in lists))
      addCurve({ split, name: 'loss' }, values, 1, key, file, findings);
  }
}
