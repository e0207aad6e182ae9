import { runsOf } from '../../analysis/compare/samples.ts';
import type { RunRecord } from '../../records/record.ts';
import { alignCurves } from './align-curves.ts';

/** Losses of one finished run; `train[i]` and `validation[i]` belong to `epochs[i]`. */
export interface LossCurve {
  readonly seed: number;
  readonly wallSeconds: number;
  readonly epochs: readonly number[];
  readonly train: readonly number[];
  readonly validation: readonly number[];
  /** Validation loss of the model that the run kept, if stated. */
  readonly kept?: number | undefined;
  /** Metrics on the validation split, for the same epochs. */
  readonly scores: ReadonlyArray<Readonly<Record<string, number>>>;
}

export const NO_CURVES = 'needs at least two finished runs that report training and validation loss by epoch';

/** Cache by the records of one model, because several checks need the curves. */
const known = new WeakMap<readonly RunRecord[], readonly LossCurve[]>();

/** The finished runs of one model that report both losses for at least two epochs, by seed. */
export function lossCurves(records: readonly RunRecord[], model: string): readonly LossCurve[] {
  const runs = runsOf(records, model);
  const curves = known.get(runs) ?? curvesOf(runs);
  known.set(runs, curves);
  return curves;
}

function curvesOf(runs: readonly RunRecord[]): readonly LossCurve[] {
  const curves = runs
    .filter(({ status }) => status === 'ok')
    .map(lossCurve)
    .filter(({ epochs }) => epochs.length >= 2);
  return alignCurves(curves).toSorted((a, b) => a.seed - b.seed);
}

function lossCurve({ seed, curves, cost, metrics }: RunRecord): LossCurve {
  const points = curves.flatMap(({ epoch, train, validation }) =>
    train.loss === undefined || validation.loss === undefined
      ? []
      : [{ epoch, train: train.loss, validation: validation.loss, scores: validation }],
  );
  return {
    seed,
    wallSeconds: cost.wallSeconds,
    epochs: points.map(({ epoch }) => epoch),
    train: points.map(({ train }) => train),
    validation: points.map(({ validation }) => validation),
    kept: metrics.validation?.loss,
    scores: points.map(({ scores }) => scores),
  };
}
