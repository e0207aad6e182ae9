import { RUN_SCHEMA, type RunRecord } from '../../src/records/record.ts';

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

/** Curves whose losses are functions of the epoch, from 1. */
export function curves(
  epochs: number,
  train: (epoch: number) => number,
  validation: (epoch: number) => number,
): RunRecord['curves'] {
  return Array.from({ length: epochs }, (_, index) => ({
    epoch: index + 1,
    train: { loss: train(index + 1) },
    validation: { loss: validation(index + 1) },
  }));
}
