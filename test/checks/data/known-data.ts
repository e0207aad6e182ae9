import type { DataEvidence, Duplicates } from '../../../src/records/data/evidence-schema.ts';

export const CLEAN: Duplicates = {
  train: { examples: 4000, twins: 0 },
  test: { examples: 1000, twins: 0 },
  leaked: 0,
  ids: [],
};
export const leaked = (count: number, within: Partial<Duplicates> = {}): Duplicates => ({
  ...CLEAN,
  leaked: count,
  ids: Array.from({ length: Math.min(count, 5) }, (_, index) => `gloss-${index}`),
  ...within,
});
export const known = (evidence: Partial<DataEvidence>) => ({
  model: null,
  evidence: { exact: CLEAN, near: CLEAN, domains: { test: null, shifted: null }, ...evidence },
});
export const unknown = {
  model: 'head',
  evidence: null,
  reason: 'the program reads its own data',
} as const;
