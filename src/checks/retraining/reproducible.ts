import { decidingSplit, seedValues } from '../../analysis/compare/samples.ts';
import type { RunRecord } from '../../records/record.ts';
import { standardDeviation } from '../../stats/describe.ts';
import { defineCheck } from '../define-check.ts';
import { repeatedRunsOf } from '../evidence/repeated-run.ts';
import { traceOf } from '../evidence/run-trace.ts';
import { repeatedRuns } from './repeated-runs.ts';

/** Two runs under different seeds differ by √2 standard deviations; from half of that on, the seed decides little. */
const THRESHOLD = 0.5;

/**
 * Whether one seed gives the same run twice: the same losses, predictions and metrics. Where it does not, the runs of a seed
 * pair share less than they should, differences are noisier than pairing promises, and no result can be repeated.
 *
 * The value is the difference of the primary metric between the two runs, over what two seeds differ by (√2 standard deviations
 * over seeds): near zero, rounding of a parallel sum; near one, a seed that does not reach the training. One pair of runs
 * estimates it roughly.
 */
export const reproducible = defineCheck({
  id: 'reproducible',
  title: 'does the same seed give the same run?',
  invalidates: false,
  options: {},
  needs: ['records', 'comparisons', 'seedLines'],
  extraRuns: repeatedRuns,
  requestedBy: (section) => (section.reproducible === true ? 'reproducible' : null),
  of: ({ extraRuns, records, comparisons }) =>
    extraRuns.flatMap(({ model, records: [again = null] }) => {
      const isRepeated = (run: RunRecord) => run.model === model && run.seed === again?.seed;
      const first = again === null ? repeatedRunsOf(model, records)[0] : records.find(isRepeated);
      if (first?.status !== 'ok' || comparisons.length === 0) return [];
      // Another experiment has repeated it.
      if (again === null && first.shortcuts !== undefined) return [];
      return [{ model, first, again }];
    }),
  judge({ first, again }, { records, metrics, seedLines }) {
    const base = { threshold: THRESHOLD, interval: null } as const;
    if (again === null) {
      const message = `one run took ${first.cost.wallSeconds.toFixed(0)} s, so no run was repeated`;
      const advice = 'set checks.reproducible to true to repeat each first run anyway';
      return { ...base, status: 'not-checked', value: null, message, advice };
    }
    if (again.status !== 'ok') {
      return {
        ...base,
        status: 'warn',
        value: null,
        message: `seed ${first.seed} finished once and ${again.status} the second time`,
        advice: 'find what else affects the result: threads, time, leftover files',
      };
    }
    const names = metrics.map(({ name }) => name);
    if (traceOf(first, names) === traceOf(again, names)) {
      const message =
        first.shortcuts === undefined
          ? `seed ${first.seed} gave the same run twice`
          : 'runs with shortcuts gave the same as without';
      return { ...base, status: 'pass', value: 0, message, advice: null };
    }
    if ((first.predictions === null) !== (again.predictions === null))
      return {
        ...base,
        status: 'warn',
        value: null,
        message: `seed ${first.seed} saved predictions once, and none the other time`,
        advice: 'write all files before the run ends; what is written later may be lost',
      };
    const primary = metrics.find(({ role }) => role === 'primary') ?? metrics[0];
    const { difference, value } = compare(first, again, records, primary?.name ?? '');
    const relative =
      value === null ? '' : `, ${value.toFixed(2)} times the average difference between two seeds`;
    const said =
      difference === null
        ? ''
        : difference === 0
          ? `${primary?.name} is the same, other numbers or predictions are not`
          : `${primary?.name} differs by ${difference.toPrecision(2)}${relative}`;
    const isIdle = value !== null && value >= THRESHOLD;
    const found = `seed ${first.seed} did not give the same run twice`;
    return {
      ...base,
      status: 'warn',
      value,
      ...(isIdle
        ? { message: `${found}, so the seed has little or no effect`, evidence: said }
        : { message: said === '' ? found : `${found}: ${said}` }),
      advice: `seed every source of randomness from CONCLUSIVE_SEED, ${seedLines === null ? '' : `${seedLines}; `}and turn on deterministic algorithms of the framework`,
    };
  },
});

function compare(first: RunRecord, again: RunRecord, records: readonly RunRecord[], metric: string) {
  const split = decidingSplit(records, metric);
  const values = split === null ? [] : seedValues(records, first.model, metric, split);
  const [before, after] = [first, again].map((run) =>
    split === null ? undefined : run.metrics[split]?.[metric],
  );
  if (before === undefined || after === undefined) return { difference: null, value: null };
  const difference = Math.abs(after - before);
  const spread = values.length < 2 ? 0 : standardDeviation(values.map(({ value }) => value));
  return { difference, value: spread === 0 ? null : difference / (Math.SQRT2 * spread) };
}
