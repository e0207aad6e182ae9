/** Finds finished runs that end before the others of their model, although no early stopping explains it. */
import { finishedRuns } from '../../analysis/compare/samples.ts';
import { knownMetric } from '../../config/known-metrics.ts';
import type { RunRecord } from '../../records/record.ts';
import { mean } from '../../stats/describe.ts';
import { sharedPatience } from './early-stopping.ts';

/** With less of the learning left at their end, runs are as good as the others. */
const LEAST_LEFT = 0.05;

export interface EndedEarly {
  readonly runs: readonly RunRecord[];
  /** Last epochs: of these runs, from the first to the last, and of the others. */
  readonly from: number;
  readonly to: number;
  readonly full: number;
}

/** @returns null if most runs of the model do not reach one last epoch, or if early stopping may have ended the others */
export function findEndedEarly(records: readonly RunRecord[], model: string): EndedEarly | null {
  const runs = finishedRuns(records, model).filter(({ curves }) => curves.length > 1);
  const full = Math.max(...runs.map(lastEpoch));
  const short = runs.filter((run) => lastEpoch(run) < full);
  const complete = runs.filter((run) => lastEpoch(run) === full);
  if (short.length === 0 || complete.length <= short.length || isStoppedEarly(runs)) return null;
  const ends = short.map(lastEpoch);
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  return learningLeft(complete, from) < LEAST_LEFT ? null : { runs: short, from, to, full };
}

function lastEpoch({ curves }: RunRecord): number {
  return curves.at(-1)?.epoch ?? 0;
}

/** By any metric on validation that all epochs have. */
function isStoppedEarly(runs: readonly RunRecord[]): boolean {
  const names = Object.keys(runs[0]?.curves[0]?.validation ?? {});
  return names.some((name) => {
    const direction = name === 'loss' ? 'minimize' : knownMetric(name)?.direction;
    const sign = direction === 'maximize' ? -1 : 1;
    const series = runs.map(({ curves }) =>
      curves.flatMap(({ validation }) =>
        Object.hasOwn(validation, name) ? sign * (validation[name] as number) : [],
      ),
    );
    return (
      series.every((values, run) => values.length === runs[run]?.curves.length) &&
      sharedPatience(series) !== null
    );
  });
}

/** Mean share of the fall of the loss that comes after an epoch; 1 if no loss by epoch is known. */
function learningLeft(runs: readonly RunRecord[], epoch: number): number {
  for (const split of ['validation', 'train'] as const) {
    const shares = runs.flatMap(({ curves }) => {
      const losses = curves.flatMap((point) => {
        const { loss } = point[split];
        return loss === undefined ? [] : [{ epoch: point.epoch, loss }];
      });
      const first = losses[0]?.loss ?? 0;
      const best = Math.min(...losses.map(({ loss }) => loss));
      const then = Math.min(...losses.flatMap((point) => (point.epoch <= epoch ? point.loss : [])));
      return first > best && Number.isFinite(then) ? [(then - best) / (first - best)] : [];
    });
    if (shares.length > 0) return mean(shares);
  }
  return 1;
}
