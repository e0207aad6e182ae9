import { sampleCorrelation } from 'simple-statistics';
import type { RunRecord } from '../../records/record.ts';
import { defineCheck } from '../define-check.ts';
import type { Evidence } from '../evidence.ts';
import { wholeExperiment } from '../subjects.ts';
import { notChecked, show } from '../words.ts';

const FEWEST_RUNS = 4;
/** Runs of one length in time: all within this share of their mean. */
const SAME_TIME = 0.03;
/** The same, where the code names a limit: starting a program takes its share of a short run. */
const SAME_TIME_WITH_LIMIT = 0.25;
/** Where the runs are of other lengths than this many times their times: what else runs on the machine slows the start of programs. */
const LENGTHS_OVER_TIMES = 2;
/** A number under such a name is a limit in time, of so many seconds each. */
const LIMIT =
  /^(max_?)?((train(ing)?|wall|run)_?)?(clock_?)?(time|budget|deadline|timeout|seconds|secs|minutes|hours)(_?(limit|budget))?(_?(s|secs?|seconds|m|mins?|minutes|h|hours))?$/;
/** A run that was ended by it takes little longer: the start and the end of the program. */
const BESIDE_SECONDS = 20;
/** From this correlation on, what trains for more epochs takes longer. */
const GOES_ALONG = 0.3;
/** The same where every run reaches the limit that it states: on a busy machine some runs have more time by chance. */
const GOES_ALONG_AT_LIMIT = 0.9;
/** Runs of different lengths in epochs: the longest beyond the shortest. */
const OTHER_LENGTH = 0.1;
/** Of shorter runs most is the start of the program, which takes the same time whatever follows. */
const LEAST_SECONDS = 2;
const LENGTHS =
  /^(epochs?|steps?|iterations?|n_iter_?|updates?|batches|rounds)(_(run|done|trained|completed))?$/i;

/**
 * Whether training ends by the clock. A run that stops after so many seconds trains for as long as the machine allows: a slower model or a busy
 * machine trains less, and the same seed gives another run elsewhere. Told by runs that take the same time and reach different
 * numbers of epochs or steps; fewer signs are enough where the program names a limit (`while time.time() - start < 60`, `max_time=`).
 */
export const timeLimit = defineCheck({
  id: 'time-limit',
  title: 'does training end at a time limit?',
  invalidates: false,
  options: {},
  needs: ['records', 'timeLimitLine'],
  of: wholeExperiment,
  judge(_, { records, models, timeLimitLine: line, statedNumbers }) {
    const runs = records.filter(({ status }) => status === 'ok');
    const lengths = runs.flatMap((run) => lengthOf(run) ?? []);
    const base = { threshold: OTHER_LENGTH, interval: null } as const;
    const limit = line === null ? null : reachedLimit(runs, statedNumbers);
    if (limit !== null && lengths.length < runs.length) {
      return {
        ...base,
        status: 'warn',
        value: null,
        message: `training ends at a time limit: all ${runs.length} runs reach ${limit}; the program says ${line}`,
        advice: ADVICE,
      };
    }
    if (runs.length < FEWEST_RUNS || lengths.length < runs.length) {
      const why =
        lengths.length < runs.length
          ? 'the runs do not say how many epochs or steps they took'
          : `needs ${FEWEST_RUNS} finished runs`;
      return line === null
        ? notChecked(why)
        : notChecked(`${why}, and the program names a limit: ${line}`, 'log epochs or steps');
    }
    const value = spreadOf(lengths);
    const seconds = runs.map(({ cost }) => cost.wallSeconds);
    const ofModels = models.map(({ name }) => lengths.filter((_, index) => runs[index]?.model === name));
    const widest = Math.max(0, ...ofModels.filter(({ length }) => length > 1).map(spreadOf));
    const isOfOtherLengths = widest > 0 && value > OTHER_LENGTH;
    const isOfOneTime =
      line === null
        ? widest > 2 * OTHER_LENGTH && spreadOf(seconds) <= SAME_TIME && Math.min(...seconds) >= LEAST_SECONDS
        : isOfOtherLengths &&
          (limit !== null ||
            spreadOf(seconds) <= SAME_TIME_WITH_LIMIT ||
            value >= LENGTHS_OVER_TIMES * spreadOf(seconds));
    // Of early stopping the time goes with the epochs; of a limit it does not. Where either is constant there is no correlation.
    const isByClock =
      isOfOneTime &&
      !(sampleCorrelation(lengths, seconds) >= (limit === null ? GOES_ALONG : GOES_ALONG_AT_LIMIT));
    const range = `${rangeOf(lengths)} epochs or steps in ${rangeOf(seconds)} s`;
    return isByClock
      ? {
          ...base,
          status: 'warn',
          value,
          message: `training ends at a time limit: ${range}${line === null ? '' : `; the program says ${line}`}`,
          advice: ADVICE,
        }
      : { ...base, status: 'pass', value, message: `runs took ${range}`, advice: null };
  },
});

const ADVICE =
  'end training after a number of epochs or steps; a time limit depends on the machine and its load';

/** `seconds = 60`, where every run of a model took as long as the limit that it states, and little longer; null where that is not so. */
function reachedLimit(
  runs: readonly RunRecord[],
  stated: Evidence['statedNumbers'] | undefined,
): string | null {
  const reached = runs.map(({ model, cost: { wallSeconds } }) => {
    const limits = [...(stated?.get(model) ?? [])].filter(([name, value]) => LIMIT.test(name) && value > 0);
    const found = limits.find(([name, value]) => {
      const limit = value * (/h(ours?)?$/.test(name) ? 3600 : /m(in(ute)?s?)?$/.test(name) ? 60 : 1);
      return (
        wallSeconds >= limit && wallSeconds <= 2 * limit + BESIDE_SECONDS && wallSeconds >= LEAST_SECONDS / 2
      );
    });
    return found === undefined ? null : `${found[0]} = ${found[1]}`;
  });
  const [first = null] = reached;
  return reached.length >= FEWEST_RUNS && reached.every((one) => one !== null) ? first : null;
}

/** How far the largest is above the smallest, as a share of it. */
function spreadOf(values: readonly number[]): number {
  return Math.max(...values) / Math.max(1e-9, Math.min(...values)) - 1;
}

function rangeOf(values: readonly number[]): string {
  const low = show(Math.min(...values));
  const high = show(Math.max(...values));
  return low === high ? low : `${low} to ${high}`;
}

/** Of its curve, or as a metric says. */
function lengthOf({ curves, metrics }: RunRecord): number | null {
  const last = curves.at(-1)?.epoch;
  if (last !== undefined && last > 0) return last;
  for (const values of Object.values(metrics))
    for (const [name, value] of Object.entries(values)) if (LENGTHS.test(name) && value > 0) return value;
  return null;
}
