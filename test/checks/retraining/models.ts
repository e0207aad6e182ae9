import { fingerprint } from '../../../src/plan/runs/fingerprint.ts';
import type { PreparedModel } from '../../../src/plan/runs/plan-runs.ts';

export const model = (name: string, params: PreparedModel['params']): PreparedModel => {
  const identity = {
    trainer: { command: 'train' },
    code: name,
    params,
    vary: ['init', 'order', 'data'],
    data: 'bootstrap' as const,
    backend: 'command',
    versions: {},
  };
  return {
    name,
    ref: null,
    commit: null,
    directory: '/code',
    params,
    fingerprint: (seed, change = {}) => fingerprint({ ...identity, seed, ...change }),
  };
};

export const MODELS = [
  model('baseline', { rate: 0.1, epochs: 15 }),
  model('wide', { rate: 0.3, epochs: 15 }),
];
