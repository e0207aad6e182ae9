import { expect, test } from 'vitest';
import { fingerprint, type RunIdentity } from '../../../src/plan/runs/fingerprint.ts';

const IDENTITY: RunIdentity = {
  trainer: { command: 'python train.py' },
  code: 'c0de',
  params: { units: 64, rate: 0.1 },
  seed: 1,
  vary: ['init', 'order'],
  data: 'bootstrap',
  backend: 'command',
  versions: { platform: 'linux-x64' },
};

test('is a SHA-256, the same whatever the order of the keys', () => {
  const first = fingerprint(IDENTITY);
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  const { trainer, params: _, ...rest } = IDENTITY;
  expect(fingerprint({ ...rest, params: { rate: 0.1, units: 64 }, trainer })).toBe(first);
});

const CHANGES: ReadonlyArray<Partial<RunIdentity>> = [
  { trainer: { command: 'python train.py --fast' } },
  { trainer: { module: 'python train.py' } },
  { trainer: { command: 'python train.py', setup: ['pip install .'] } },
  { code: 'c0df' },
  { params: { units: 64, rate: 0.2 } },
  { params: { units: '64', rate: 0.1 } },
  { seed: 2 },
  { seeds: { init: 2 } },
  { vary: ['init'] },
  { data: 0.8 },
  { folds: 5 },
  { task: 'wine' },
  { tasks: [{ name: 'wine', params: {} }] },
  { backend: 'wasm' },
  { versions: { platform: 'darwin-arm64' } },
];

test('changes with everything that decides what a run leaves behind', () => {
  const all = [IDENTITY, ...CHANGES.map((change) => ({ ...IDENTITY, ...change }))].map(fingerprint);
  expect(new Set(all).size).toBe(all.length);
});
