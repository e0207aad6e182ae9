import { sampleCorrelation } from 'simple-statistics';
import type { RunRecord } from '../../records/record.ts';
import { defineCheck } from '../define-check.ts';
import { wholeExperiment } from '../subjects.ts';
import { notChecked, show } from '../words.ts';

const FEWEST_RUNS = 4;
/** Runs whose times spread at most this much take the same time. */
const SAME_TIME = 0.03;
const LIMIT =
  /^(max_?)?((train(ing)?|wall|run)_?)?(clock_?)?(time|budget|deadline|timeout|seconds|secs|minutes|hours)(_?(limit|budget))?(_?(s|secs?|seconds|m|mins?|minutes|h|hours))?$/;
/** Start and end of a program take at most this long besides a limit. */
const BESIDE_SECONDS = 20;
/** From this correlation on, more epochs take longer. */
const GOES_ALONG = 0.3;
/** If every run reaches its limit, because a busy machine gives some runs more time by chance. */
const GOES_ALONG_AT_LIMIT = 0.9;
/** Runs have different lengths if their epochs spread more. */
const OTHER_LENGTH = 0.1;
/** Most of a shorter run is the start of the program, which always takes the same time. */
const LEAST_SECONDS = 2;
const LENGTHS =
  /^(epochs?|steps?|iterations?|n_iter_?|updates?|batches|rounds)(_(run|done|trained|completed))?$/i;

/**
 * A time limit gives a slower model or a busy machine less training, and the same seed another run elsewhere. Its sign are
 * runs that take the same time for different numbers of epochs or steps, or as long as a parameter says (`seconds: 60`).
 */
export const timeLimit = defineCheck({
  id: 'time-limit',
  title: 'does training end at a time limit?',
  needs: ['records'],
  of: wholeExperiment,
  judge(_, { records, models }) {
    const runs = records.filter(({ status }) => status === 'ok');
    const lengths = runs.flatMap((run) => lengthOf(run) ?? []);
    const base = { threshold: OTHER_LENGTH };
    const limit = reachedLimit(runs);
    if (limit !== null && lengths.length < runs.length)
      return {
        ...base,
        status: 'warn',
        message: `training ends at a time limit: all ${runs.length} runs reach ${limit}. A slower model or a busy machine then trains less`,
        advice: ADVICE,
      };
    if (lengths.length < runs.length)
      return notChecked('the runs do not say how many epochs or steps they took', 'log epochs or steps');
    if (runs.length < FEWEST_RUNS) return notChecked(`needs ${FEWEST_RUNS} finished runs`);
    const value = spreadOf(lengths);
    const seconds = runs.map(({ cost }) => cost.wallSeconds);
    const ofModels = models.map(({ name }) => lengths.filter((_, index) => runs[index]?.model === name));
    const widest = Math.max(0, ...ofModels.filter(({ length }) => length > 1).map(spreadOf));
    const isOfOneTime =
      limit === null
        ? widest > 2 * OTHER_LENGTH && spreadOf(seconds) <= SAME_TIME && Math.min(...seconds) >= LEAST_SECONDS
        : widest > 0 && value > OTHER_LENGTH;
    // With early stopping, time grows with the epochs; with a limit it does not. Constant values have no correlation.
    const goesAlong = limit === null ? GOES_ALONG : GOES_ALONG_AT_LIMIT;
    const isByClock = isOfOneTime && !(sampleCorrelation(lengths, seconds) >= goesAlong);
    const range = `${rangeOf(lengths)} epochs or steps in ${rangeOf(seconds)} s${limit === null ? '' : ` (${limit})`}`;
    if (!isByClock) return { ...base, status: 'pass', value, message: `runs took ${range}` };
    return {
      ...base,
      status: 'warn',
      value,
      message: `training ends at a time limit: ${range}. A slower model or a busy machine then trains less`,
      advice: ADVICE,
    };
  },
});

const ADVICE = 'end training after a number of epochs or steps';

/** `seconds: 60` if every run took as long as the limit among its parameters, and little longer; else null. */
function reachedLimit(runs: readonly RunRecord[]): string | null {
  const reached = runs.map(({ params, cost: { wallSeconds } }) => {
    const found = Object.entries(params).find(([key, value]) => {
      const name = key.toLowerCase().replaceAll('-', '_');
      if (typeof value !== 'number' || value <= 0 || !LIMIT.test(name)) return false;
      const limit = value * (/h(ours?)?$/.test(name) ? 3600 : /m(in(ute)?s?)?$/.test(name) ? 60 : 1);
      return (
        wallSeconds >= limit && wallSeconds <= 2 * limit + BESIDE_SECONDS && wallSeconds >= LEAST_SECONDS / 2
      );
    });
    return found === undefined ? null : `${found[0]}: ${found[1]}`;
  });
  return reached.length >= FEWEST_RUNS && !reached.includes(null) ? (reached[0] ?? null) : null;
}

/** How far the largest value is above the smallest, as a share of the smallest. */
function spreadOf(values: readonly number[]): number {
  return Math.max(...values) / Math.max(1e-9, Math.min(...values)) - 1;
}

function rangeOf(values: readonly number[]): string {
  const low = show(Math.min(...values));
  const high = show(Math.max(...values));
  return low === high ? low : `${low} to ${high}`;
}

/** From the curve, else from a metric. */
function lengthOf({ curves, metrics }: RunRecord): number | null {
  const last = curves.at(-1)?.epoch;
  if (last !== undefined && last > 0) return last;
  for (const values of Object.values(metrics))
    for (const [name, value] of Object.entries(values)) if (LENGTHS.test(name) && value > 0) return value;
  return null;
}
