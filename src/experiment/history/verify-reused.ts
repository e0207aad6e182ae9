/**
 * Untracked data may have changed since earlier experiments, so that a reused baseline would meet a variant on new data. If an
 * experiment reuses and trains runs, one reused run is therefore trained again and compared with its record.
 */
import { join } from 'node:path';
import { decidingSplit, seedValues } from '../../analysis/compare/samples.ts';
import { traceOf } from '../../checks/evidence/run-trace.ts';
import { asRepeat } from '../../checks/extra-runs.ts';
import { UserError } from '../../config/user-error.ts';
import type { PlannedRun } from '../../plan/runs/plan-runs.ts';
import type { RunRecord } from '../../records/record.ts';
import { nameRun } from '../../records/run-name.ts';
import { openRunStore } from '../../records/store/store.ts';
import { mean, standardDeviation } from '../../stats/describe.ts';
import { studentTQuantile } from '../../stats/distributions/student-t.ts';
import { trainRuns } from '../../train/schedule.ts';
import type { Experiment } from '../prepare.ts';
import { runContext } from '../run-context.ts';

type Records = ReadonlyMap<string, RunRecord>;

export interface Verified {
  /** Empty if they do not hold. */
  readonly known: Records;
  /** Repeated runs by the fingerprint of the repeat. */
  readonly again: Records;
  /** Notice if they do not hold. */
  readonly notice: string | null;
  /** Whether a repeated run equalled its record. */
  readonly reusedHold: boolean;
}

/**
 * Records of a program that is not reproducible are discarded if two repeats lie outside the prediction interval at this level, on one
 * side. By chance that happens in 1.9 of 1,000 experiments with four normal records and 0.4 with ten (bench/far-off-records.ts; 3.4 and
 * 0.4 for uniform ones), and costs only their training.
 */
const LEVEL = 0.01;
const NOTHING: Records = new Map();

export async function verifyReused(
  runs: readonly PlannedRun[],
  known: Records,
  experiment: Experiment,
): Promise<Verified> {
  const holds = { known, again: NOTHING, notice: null, reusedHold: false };
  const isNew = runs.some(({ fingerprint }) => !known.has(fingerprint));
  const reused = runs.find(({ fingerprint }) => known.get(fingerprint)?.status === 'ok');
  if (!isNew || reused === undefined || experiment.request.recordsOnly === true) return holds;
  if (experiment.config.checks.reproducible === false) return holds;
  const record = known.get(reused.fingerprint) as RunRecord;
  const repeat = asRepeat(reused);
  const names = experiment.config.metrics.map(({ name }) => name);
  const isSame = (one: RunRecord, other: RunRecord) => traceOf(one, names) === traceOf(other, names);
  try {
    const train = await trainerOfRepeats(experiment);
    const first = await train(repeat);
    const again = new Map([[repeat.fingerprint, first]]);
    if (first.status !== 'ok') return { ...holds, again };
    if (isSame(first, record)) return { ...holds, again, reusedHold: true };
    const second = await train(repeat);
    const isOther = isSame(first, second) || isFarOff([first, second], record, runs, known, experiment);
    if (!isOther) return { ...holds, again };
    const notice = `no earlier record was reused: training ${nameRun(reused)} again gave a different result${change(record, first, experiment)}. The machine or data outside git has changed`;
    experiment.warn(notice);
    return { ...holds, known: NOTHING, again, notice };
  } catch (error) {
    // The runs themselves report the problem.
    if (error instanceof UserError) return holds;
    throw error;
  }
}

async function trainerOfRepeats(experiment: Experiment) {
  const store = await openRunStore(join(experiment.output, 'repeats'), experiment.warn);
  const context = { ...runContext({ ...experiment, store }), retries: 0 };
  return async (run: PlannedRun) => {
    const { records } = await trainRuns([run], NOTHING, 1, context);
    return records[0] as RunRecord;
  };
}

function isFarOff(
  repeats: readonly RunRecord[],
  record: RunRecord,
  runs: readonly PlannedRun[],
  known: Records,
  { config }: Experiment,
): boolean {
  const metric = config.metrics.find(({ role }) => role === 'primary')?.name ?? '';
  const own = runs
    .filter(({ model }) => model.name === record.model && model.task === record.task)
    .flatMap(({ fingerprint }) => known.get(fingerprint) ?? []);
  const split = decidingSplit(own, metric);
  const values = split === null ? [] : seedValues(own, record.model, metric, split).map(({ value }) => value);
  if (split === null) return false;
  return areFarOff(
    repeats.map((run) => run.metrics[split]?.[metric] ?? Number.NaN),
    values,
  );
}

/** Whether all repeats lie on one side of the prediction interval for one more value. */
export function areFarOff(repeats: readonly number[], values: readonly number[]): boolean {
  if (values.length < 3) return false;
  const centre = mean(values);
  const reach =
    studentTQuantile(1 - LEVEL / 2, values.length - 1) *
    standardDeviation(values) *
    Math.sqrt(1 + 1 / values.length);
  const offsets = repeats.map((value) => value - centre);
  return (
    reach > 0 && (offsets.every((offset) => offset > reach) || offsets.every((offset) => offset < -reach))
  );
}

/** ` (accuracy 0.812, formerly 0.84)`. */
function change(before: RunRecord, after: RunRecord, { config }: Experiment): string {
  const metric = config.metrics.find(({ role }) => role === 'primary')?.name ?? '';
  const split = decidingSplit([before], metric);
  const [was, is] = [before, after].map((run) => (split === null ? undefined : run.metrics[split]?.[metric]));
  if (was === undefined || is === undefined || was === is) return '';
  return ` (${metric} ${Number(is.toPrecision(4))}, before ${Number(was.toPrecision(4))})`;
}
