import { decidingSplit, seedValues } from '../../analysis/compare/samples.ts';
import type { RunRecord } from '../../records/record.ts';
import { standardDeviation } from '../../stats/describe.ts';
import { defineCheck } from '../define-check.ts';
import { deterministicGpu } from '../evidence/deterministic-gpu.ts';
import { repeatedRunsOf } from '../evidence/repeated-run.ts';
import { traceOf } from '../evidence/run-trace.ts';
import { primaryMetrics } from '../subjects.ts';
import { notChecked } from '../words.ts';
import { repeatedRuns } from './repeated-runs.ts';

/** Runs of different seeds differ by √2 standard deviations; from half of that on, the seed decides little. */
const THRESHOLD = 0.5;

/**
 * If a seed does not give the same run twice, seed pairs share less than they should, and no result can be repeated. The value is
 * the difference of the two runs over the difference of two seeds (√2 standard deviations): near 0, a parallel sum rounds; near 1,
 * the seed does not reach the training. One pair of runs estimates it roughly.
 */
export const reproducible = defineCheck({
  id: 'reproducible',
  title: 'does the same seed give the same run?',
  threshold: THRESHOLD,
  needs: ['records', 'comparisons'],
  extraRuns: repeatedRuns,
  requestedBy: (section) => (section.reproducible === true ? 'reproducible' : null),
  of: ({ extraRuns, records, comparisons }) =>
    extraRuns.flatMap(({ model, records: [again = null] }) => {
      const isRepeated = (run: RunRecord) =>
        run.model === model && run.seed === again?.seed && run.task === again.task;
      const first = again === null ? repeatedRunsOf(model, records)[0] : records.find(isRepeated);
      if (first?.status !== 'ok' || comparisons.length === 0) return [];
      // Another experiment repeated it.
      if (again === null && first.shortcuts !== undefined) return [];
      return [{ model, first, again }];
    }),
  judge({ first, again }, { records, metrics }) {
    if (again === null) {
      const message = `one run took ${first.cost.wallSeconds.toFixed(0)} s, so no run was repeated`;
      const advice = 'set checks.reproducible to true to repeat each first run anyway';
      return notChecked(message, advice);
    }
    if (again.status !== 'ok') {
      return {
        status: 'warn',
        message: `seed ${first.seed} finished once and ${again.status} the second time`,
        advice: 'find what else affects the result: threads, time, leftover files',
      };
    }
    const names = metrics.map(({ name }) => name);
    if (traceOf(first, names) === traceOf(again, names)) {
      const message =
        first.shortcuts === undefined
          ? `seed ${first.seed} gave the same run twice`
          : `seed ${first.seed} gave the same run without shortcuts`;
      return { status: 'pass', value: 0, message };
    }
    if ((first.predictions === null) !== (again.predictions === null))
      return {
        status: 'warn',
        message: `seed ${first.seed} saved predictions once, and none the other time`,
        advice: 'write all files before the run ends; what is written later may be lost',
      };
    const primary = primaryMetrics(metrics)[0] ?? metrics[0];
    const { difference, value } = compare(first, again, records, primary?.name ?? '');
    const relative =
      value === null ? '' : `, ${value.toFixed(2)} times the average difference between two seeds`;
    const said =
      difference === null
        ? ''
        : difference === 0
          ? `${primary?.name} is the same, other numbers or predictions are not`
          : `${primary?.name} differs by ${difference.toPrecision(2)}${relative}`;
    const found = `seed ${first.seed} did not give the same run twice`;
    const isIdle = value !== null && value >= THRESHOLD;
    const message = said === '' ? found : `${found}: ${said}`;
    return {
      status: 'warn',
      value,
      message: isIdle ? `${found}, so the seed has little or no effect` : message,
      evidence: isIdle ? said : null,
      advice: `seed every source of randomness from CONCLUSIVE_SEED, and turn on deterministic algorithms of the framework${deterministicGpu([first, again])}`,
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
