import type { RunRecord } from '../records/record.ts';
import type { Check } from './check.ts';

/**
 * Whether the seed changes anything. Runs of one model under several seeds that agree in every curve and metric were
 * one run, counted several times: their spread is zero and every test on it is void.
 */
export function checkSeedEffect(records: readonly RunRecord[], model: string): Check {
  const finished = records.filter((record) => record.model === model && record.status === 'ok');
  const distinct = new Set(finished.map(({ curves, metrics }) => JSON.stringify([curves, metrics]))).size;
  const base = { id: 'seed-effect', model, value: distinct, threshold: 2, interval: null } as const;
  if (finished.length < 2) {
    return { ...base, status: 'not-checked', message: 'needs at least two finished runs', advice: null };
  }
  if (distinct > 1) {
    return {
      ...base,
      status: 'pass',
      message: `${finished.length} seeds gave ${distinct} different runs`,
      advice: null,
    };
  }
  return {
    ...base,
    status: 'fail',
    message: `${finished.length} seeds gave the same curves and metrics: the seed does not reach the training`,
    advice: 'set the seed of the framework from CONCLUSIVE_SEED or {seed} before the model is built',
  };
}
