import { RUN_SCHEMA, type RunRecord } from '../../src/records/record.ts';
import { createRandom, randomNormal } from '../../src/stats/random.ts';

/** A finished run record with what a check looks at, and nothing else of interest. */
export function record(model: string, seed: number, more: Partial<RunRecord> = {}): RunRecord {
  return {
    schema: RUN_SCHEMA,
    fingerprint: '0'.repeat(64),
    model,
    seed,
    params: {},
    commit: null,
    status: 'ok',
    failure: null,
    divergedBy: null,
    curves: [],
    metrics: { test: { accuracy: 0.8 + seed / 1000 } },
    slices: {},
    predictions: null,
    parameters: null,
    environment: {},
    cost: { wallSeconds: 1, cpuSeconds: 1, peakMemoryBytes: null },
    ...more,
  };
}

/** Finished runs of the baseline and `head` with seeds 1 to n. */
export function bothArms(
  seeds: number,
  of: (seed: number, arm: 0 | 1, model: string) => Partial<RunRecord>,
): RunRecord[] {
  return seedsTo(seeds).flatMap((seed) =>
    (['baseline', 'head'] as const).map((model, arm) => record(model, seed, of(seed, arm as 0 | 1, model))),
  );
}

export function seedsTo(seeds: number): number[] {
  return Array.from({ length: seeds }, (_, index) => index + 1);
}

/** One run for each value of a metric on test. */
export function scored(model: string, values: readonly number[], metric = 'accuracy'): RunRecord[] {
  return values.map((value, index) => record(model, index + 1, { metrics: { test: { [metric]: value } } }));
}

export function normalValues(label: string, n: number, mean: number, deviation: number): number[] {
  const random = createRandom('instability', label);
  return Array.from({ length: n }, () => mean + deviation * randomNormal(random));
}

type ByEpoch = (epoch: number) => number;

/** Losses by epoch, from 1, and the accuracy on validation. */
export function curves(
  epochs: number,
  {
    train,
    validation,
    accuracy,
  }: { readonly train: ByEpoch; readonly validation: ByEpoch; readonly accuracy?: ByEpoch | undefined },
): RunRecord['curves'] {
  return seedsTo(epochs).map((epoch) => ({
    epoch,
    train: { loss: train(epoch) },
    validation: {
      loss: validation(epoch),
      ...(accuracy === undefined ? {} : { accuracy: accuracy(epoch) }),
    },
  }));
}
