import { expect, test } from 'vitest';
import { armsOf, verdictsByVary } from '../../../src/experiment/history/verdicts-by-vary.ts';
import type { Experiment } from '../../../src/experiment/prepare.ts';
import { fingerprint } from '../../../src/plan/runs/fingerprint.ts';
import type { PreparedModel, RunChange } from '../../../src/plan/runs/plan-runs.ts';
import type { Decision } from '../../../src/records/store/ledger.ts';

type Vary = Experiment['config']['vary'];

function model(name: string, vary: Vary, more: object): PreparedModel {
  const identity = {
    trainer: { command: 'train' },
    code: name,
    params: {},
    vary,
    data: 0.9,
    backend: 'none',
    versions: {},
    ...more,
  };
  const of = (seed: number, change: RunChange = {}) => fingerprint({ ...identity, seed, ...change });
  return { name, ref: null, commit: null, directory: '', params: {}, fingerprint: of };
}

function experiment(vary: Vary, more: object = {}): Pick<Experiment, 'models' | 'config'> {
  const models = [model('baseline', vary, more), model('head', vary, more)];
  return { models, config: { vary, folds: null } as unknown as Experiment['config'] };
}

function decided(
  of: ReturnType<typeof experiment>,
  verdict: Decision['verdict'],
  accuracy: number,
): Decision {
  const head = of.models[1] as PreparedModel;
  return {
    testSet: 'a'.repeat(64),
    change: head.fingerprint(1),
    commit: null,
    experiment: 'one.yml',
    variant: 'head',
    metrics: ['accuracy'],
    verdict,
    differences: { accuracy },
    arms: armsOf(of, head) ?? '',
    vary: [...of.config.vary],
    date: '2026-01-01T00:00:00.000Z',
  };
}

test('the verdict of the same arms under another vary is told, the last of each', () => {
  const [narrow, wide] = [experiment(['init', 'order']), experiment(['order', 'init', 'data'])];
  const ledger = [decided(narrow, 'inconclusive', 0.01), decided(narrow, 'improvement', 0.0213)];
  expect(verdictsByVary(wide, ledger)).toEqual([
    'With vary: [init, order] the verdict on head was improvement (accuracy +0.0213, positive is better); here it is for vary: [init, order, data].',
  ]);
  expect(verdictsByVary(experiment(['order', 'init']), ledger)).toEqual([]);
  // How the subset is drawn belongs to what varies.
  expect(verdictsByVary(experiment(['init', 'data'], { data: 'bootstrap' }), ledger)).toHaveLength(1);
});

test('other arms, a cross-validation and decisions of earlier versions say nothing of it', () => {
  const [narrow, wide] = [experiment(['init', 'order']), experiment(['init', 'order', 'data'])];
  const one = decided(narrow, 'regression', -0.02);
  expect(verdictsByVary(experiment(['init', 'order', 'data'], { params: { x: 1 } }), [one])).toEqual([]);
  const { arms: _, vary: __, ...before } = one;
  expect(verdictsByVary(wide, [before])).toEqual([]);
  const folds = { ...wide, config: { ...wide.config, folds: { k: 5, repeats: 1 } } };
  expect(verdictsByVary(folds, [one])).toEqual([]);
});
