import type { Metric } from '../../config/file/normalise.ts';
import { sourceOf } from '../../records/readers/named/source-of.ts';
import { meansTheSame } from '../../stats/metrics/names.ts';
import type { RunPredictions } from '../../stats/metrics/predictions.ts';
import { IncomparablePredictionsError, type SplitReader } from './run-predictions.ts';

export type NamedMetric = Pick<Metric, 'name'> & Partial<Pick<Metric, 'from' | 'direction' | 'minEffect'>>;

/** A reader whose graded runs have only this metric's scores, under its name in the config. */
export function createGradedReader(reader: SplitReader, metric: NamedMetric): SplitReader {
  /** Null for all examples. */
  let graded: Int32Array | null = null;
  const picked = new Map<readonly string[], readonly string[]>();

  async function read(record: Parameters<SplitReader['read']>[0]): Promise<RunPredictions> {
    const run = await reader.read(record);
    if (run.scores === undefined) return run;
    const values = Array.from(scoresOf(run.scores, metric));
    const own = Int32Array.from(values.flatMap((value, place) => (Number.isNaN(value) ? [] : [place])));
    graded ??= own;
    if (own.length !== graded.length || own.some((place, index) => place !== graded?.[index]))
      throw new IncomparablePredictionsError(
        `${record.model} under seed ${record.seed} has ${metric.name} for different examples than the first run`,
      );
    const scores = Float64Array.from(own, (place) => values[place] as number);
    return { predictions: scores, probabilities: null, scores: new Map([[metric.name, scores]]) };
  }

  /** Callers cache by identity. */
  function pick(all: readonly string[]): readonly string[] {
    if (graded === null || graded.length === all.length) return all;
    const known = picked.get(all) ?? Array.from(graded, (place) => all[place] as string);
    picked.set(all, known);
    return known;
  }

  const pickNumbers = (all: Float64Array) =>
    graded === null ? all : Float64Array.from(graded, (place) => all[place] as number);
  const pickShown = (all: ReadonlyArray<string | null>) =>
    graded === null || all.length === 0 ? all : Array.from(graded, (place) => all[place] ?? null);
  return {
    read,
    labels: () => pickNumbers(reader.labels()),
    ids: () => pick(reader.ids()),
    clusters: () => pick(reader.clusters()),
    shown: () => pickShown(reader.shown()),
    features: () => new Map([...reader.features()].map(([name, values]) => [name, pickNumbers(values)])),
  };
}

/** `acc` is the accuracy, and `from` is the metric's name in the samples. */
function scoresOf(scores: NonNullable<RunPredictions['scores']>, metric: NamedMetric): ArrayLike<number> {
  const { name } = sourceOf(metric);
  const found =
    scores.get(name) ?? scores.get([...scores.keys()].find((key) => meansTheSame(key, name)) ?? '');
  if (found !== undefined) return found;
  throw new IncomparablePredictionsError(
    `the answers are graded by ${[...scores.keys()].slice(0, 5).join(', ')}, but not by ${name}`,
  );
}
