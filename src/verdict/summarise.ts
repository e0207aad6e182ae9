import { decidingSplit, runsOf, seedValues } from '../analysis/compare/samples.ts';
import type { FixedBaseline } from '../config/file/normalise.ts';
import type { PreparedModel } from '../plan/runs/plan-runs.ts';
import { RUN_STATUSES, type RunRecord, type RunStatus } from '../records/record.ts';
import { binomialInterval } from '../stats/estimates/binomial-interval.ts';
import type { ModelSummary } from './result.ts';

export type ComparedModel = Pick<PreparedModel, 'name' | 'ref' | 'commit' | 'params'> & {
  readonly fixed?: FixedBaseline | undefined;
};

export function summariseModel(
  model: ComparedModel,
  metrics: readonly string[],
  records: readonly RunRecord[],
  /** Every run, if the records are means of several. */
  trained: readonly RunRecord[] = records,
): ModelSummary {
  const own = runsOf(trained, model.name);
  const counts = Object.fromEntries(
    RUN_STATUSES.map((status) => [status, own.filter((record) => record.status === status).length]),
  );
  return {
    name: model.name,
    ref: model.ref,
    commit: model.commit,
    params: model.params,
    ...(model.fixed === undefined ? {} : { fixed: model.fixed }),
    parameters: own.find((record) => record.parameters !== null)?.parameters ?? null,
    runs: counts as Record<RunStatus, number>,
    collapseLimit: own.length === 0 ? null : limitOf(own),
    values: Object.fromEntries(
      metrics.map((metric) => {
        const split = decidingSplit(records, metric);
        return [metric, split === null ? [] : seedValues(records, model.name, metric, split)];
      }),
    ),
  };
}

/** A two-sided 90 % interval ends where a one-sided 95 % limit is. */
function limitOf(runs: readonly RunRecord[]): number {
  const failed = runs.filter(({ status }) => status !== 'ok').length;
  return binomialInterval(failed, runs.length, { level: 0.9 }).high;
}
