import { UnusableFileError } from '../../files/open-file.ts';
import type { SplitPredictions } from '../../records/readers/predictions/prediction-table.ts';
import { show, UnreadableRunError } from '../../records/readers/unreadable-run-error.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import type { RunStore } from '../../records/store/store.ts';
import { keepProbabilities, type RunPredictions } from '../../stats/metrics/predictions.ts';

/** NaN where unknown. */
export type Features = ReadonlyMap<string, Float64Array>;

/** Shown to users. */
export class IncomparablePredictionsError extends Error {
  override readonly name = 'IncomparablePredictionsError';
}

/** Other errors are faults of this program. */
export function isUnusable(error: unknown): error is Error {
  return (
    error instanceof IncomparablePredictionsError ||
    error instanceof UnreadableRunError ||
    error instanceof UnusableFileError
  );
}

export interface SplitReader {
  /** @throws IncomparablePredictionsError where predictions are missing, or are of other examples than the first run's */
  read(record: RunRecord): Promise<RunPredictions>;
  labels(): Float64Array;
  /** A repeated id is another answer to the same example. */
  ids(): readonly string[];
  /** Its id by default. */
  clusters(): readonly string[];
  /** Inputs that no run contradicts. */
  features(): Features;
  /** Empty where no run says. */
  shown(): ReadonlyArray<string | null>;
}

/** Each task has its own examples. */
export type SplitReaders = (split: Split, task?: string) => SplitReader;

export function createSplitReaders(splitsOf: RunStore['splitsOf']): SplitReaders {
  const readers = new Map<string, SplitReader>();
  return (split, task) => {
    const key = JSON.stringify([split, task]);
    const reader = readers.get(key) ?? createSplitReader(splitsOf, split);
    readers.set(key, reader);
    return reader;
  };
}

function createSplitReader(splitsOf: RunStore['splitsOf'], split: Split): SplitReader {
  const nameOf = ({ model, seed }: RunRecord) => `${model} under seed ${seed}`;
  return createReader(nameOf, async (record) => {
    const splits = await splitsOf(record);
    if (splits === null) throw new IncomparablePredictionsError(`${nameOf(record)} saved no predictions`);
    const columns = splits.get(split);
    if (columns !== undefined) return columns;
    throw new IncomparablePredictionsError(`${nameOf(record)} saved no predictions for the ${split} split`);
  });
}

/**
 * Keeps a few numbers per example: forty runs of 10,000 examples take some 15 MB.
 *
 * @param nameOf name of a run in messages
 */
export function createReader(
  nameOf: (record: RunRecord) => string,
  columnsOf: (record: RunRecord) => Promise<SplitPredictions>,
): SplitReader {
  const known = new Map<string, RunPredictions>();
  let first: {
    readonly name: string;
    readonly ids: readonly string[];
    readonly labels: Float64Array;
  } | null = null;
  let clusters: readonly string[] | null = null;
  const features = new Map<string, Float64Array>();
  let shown: ReadonlyArray<string | null> | null = null;
  const contradicted = new Set<string>();

  function keepFeatures(stated: ReadonlyMap<string, Float64Array>, order: Int32Array): void {
    for (const [feature, values] of stated) {
      const column = Float64Array.from(order, (place) => values[place] as number);
      const earlier = features.get(feature) ?? column;
      if (column.every((value, example) => Object.is(value, earlier[example])))
        features.set(feature, earlier);
      else contradicted.add(feature);
    }
  }

  /** Clusters decide how sure a verdict may be, so all runs share those of the first. */
  function keepClusters(
    name: string,
    stated: ReadonlyArray<string | null> | null,
    ids: readonly string[],
    order: Int32Array,
  ): void {
    if (stated === null && (clusters === null || clusters === first?.ids)) {
      clusters = first?.ids ?? null;
      return;
    }
    // The prefix tells this from an id: an example without a cluster is its own.
    const of = Array.from(order, (place) => {
      const cluster = stated?.[place] ?? null;
      return cluster === null ? `example ${ids[place]}` : `cluster ${cluster}`;
    });
    clusters ??= of;
    const different = of.findIndex((cluster, example) => cluster !== clusters?.[example]);
    if (different < 0) return;
    throw new IncomparablePredictionsError(
      `${name} and ${first?.name} have different clusters for the example ${show(first?.ids[different])}`,
    );
  }

  async function read(record: RunRecord): Promise<RunPredictions> {
    const earlier = known.get(record.fingerprint);
    if (earlier !== undefined) return earlier;
    const name = nameOf(record);
    const columns = await columnsOf(record);
    first ??= { name, ids: columns.ids, labels: Float64Array.from(columns.labels) };
    const order = matchIds(first, name, columns.ids);
    const labels = Float64Array.from(order, (place) => columns.labels[place] as number);
    const different = labels.findIndex((label, example) => label !== first?.labels[example]);
    if (different >= 0) {
      throw new IncomparablePredictionsError(
        `${name} and ${first.name} have different labels for the example ${show(first.ids[different])}`,
      );
    }
    keepClusters(name, columns.clusters, columns.ids, order);
    const { probabilities } = columns;
    const kept: RunPredictions = {
      predictions: Float64Array.from(order, (place) => columns.predictions[place] as number),
      probabilities:
        probabilities === null
          ? null
          : keepProbabilities(
              labels,
              { length: order.length, at: (example) => probabilities.at(order[example] as number) },
              probabilities.width,
            ),
      ...(columns.scores.size === 0 ? {} : { scores: inOrder(columns.scores, order) }),
    };
    keepFeatures(columns.features, order);
    const own = columns.shown;
    if (own !== null) shown ??= Array.from(order, (place) => own[place] ?? null);
    known.set(record.fingerprint, kept);
    return kept;
  }

  return {
    read,
    labels: () => first?.labels ?? new Float64Array(),
    ids: () => first?.ids ?? [],
    clusters: () => clusters ?? [],
    features: () => new Map([...features].filter(([feature]) => !contradicted.has(feature))),
    shown: () => shown ?? [],
  };
}

function inOrder(scores: ReadonlyMap<string, Float64Array>, order: Int32Array): Map<string, Float64Array> {
  return new Map(
    [...scores].map(([name, values]) => [name, Float64Array.from(order, (place) => values[place] as number)]),
  );
}

/** The k-th answers under an id belong together. */
function matchIds(
  first: { readonly name: string; readonly ids: readonly string[] },
  name: string,
  ids: readonly string[],
): Int32Array {
  if (ids.length !== first.ids.length) {
    throw new IncomparablePredictionsError(
      `${name} has predictions for ${ids.length} examples, but ${first.name} for ${first.ids.length}`,
    );
  }
  if (ids.every((id, place) => id === first.ids[place])) return Int32Array.from(ids, (_, place) => place);
  const places = new Map<string, number[]>();
  // Goes backwards, so that the first answer is taken first.
  for (let place = ids.length - 1; place >= 0; place--) {
    const id = ids[place] as string;
    const known = places.get(id);
    if (known === undefined) places.set(id, [place]);
    else known.push(place);
  }
  return Int32Array.from(first.ids, (id) => {
    const place = places.get(id)?.pop();
    if (place !== undefined) return place;
    throw new IncomparablePredictionsError(
      `${name} has no prediction for the example ${show(id)} of ${first.name}`,
    );
  });
}
