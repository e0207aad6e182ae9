/** What gates of other tools do, from all answers of both arms: does the variant get worse? */
import { normalCdf } from '../../src/stats/distributions/normal.ts';
import { mcNemar } from '../../src/stats/tests/mcnemar.ts';
import { welchT } from '../../src/stats/tests/welch-t.ts';
import { ALPHA, meanOf } from './decide.ts';
import type { Sample } from './worlds.ts';

type SaysWorse = (sample: Sample, trueMean: number) => boolean;

const SLACK = 0.02;

const means = (arm: readonly Float64Array[]) => arm.map(meanOf);
const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function unpairedZ({ arms }: Sample): boolean {
  const [before, after] = arms.map((arm) => {
    const [mean, count] = [average(means(arm)), arm.length * (arm[0]?.length ?? 0)];
    const squares = arm.reduce(
      (sum, row) => sum + row.reduce((own, value) => own + (value - mean) ** 2, 0),
      0,
    );
    return { mean, variance: squares / count / count };
  }) as [{ mean: number; variance: number }, { mean: number; variance: number }];
  const error = Math.sqrt(before.variance + after.variance);
  return error > 0 && 2 * normalCdf((after.mean - before.mean) / error) <= ALPHA;
}

function tOverRepeats({ arms }: Sample): boolean {
  const [before, after] = arms.map(means) as [number[], number[]];
  const areFlat = [before, after].every((values) => values.every((value) => value === values[0]));
  if (before.length < 2 || areFlat) return false;
  const { difference, pValue } = welchT(after, before);
  return difference < 0 && pValue <= ALPHA;
}

function majorityThenMcNemar({ arms }: Sample): boolean {
  const [before, after] = arms.map((arm) => {
    const sums = new Float64Array(arm[0]?.length ?? 0);
    for (const row of arm)
      for (let at = 0; at < row.length; at++) sums[at] = (sums[at] ?? 0) + (row[at] ?? 0);
    return sums.map((sum) => Number(2 * sum > arm.length));
  }) as [Float64Array, Float64Array];
  let [lost, gained] = [0, 0];
  for (const [at, had] of before.entries()) {
    if (had > (after[at] as number)) lost++;
    if (had < (after[at] as number)) gained++;
  }
  return lost > gained && mcNemar(lost, gained).exact <= ALPHA;
}

export const OTHERS: Readonly<Record<string, SaysWorse>> = {
  'head below base': ({ arms }) => average(means(arms[1])) < average(means(arms[0])),
  'head below a fixed threshold, 2 points under the true rate': ({ arms }, trueMean) =>
    average(means(arms[1])) < trueMean - SLACK,
  'z test over all answers, unpaired': unpairedZ,
  't test over the means of the repeats': tOverRepeats,
  'majority of the repeats, then McNemar': majorityThenMcNemar,
};
