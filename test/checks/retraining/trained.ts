/** Runs of checks that train for themselves, on records that are written here. */
import { createHash } from 'node:crypto';
import { analyseOnce } from '../../../src/analysis/decide/analyse.ts';
import type { CheckDefinition } from '../../../src/checks/define-check.ts';
import { setupOf } from '../../../src/checks/evidence.ts';
import type { ExtraRunsFound, TrainedExtraRuns } from '../../../src/checks/extra-runs.ts';
import { perturbedRuns } from '../../../src/checks/retraining/perturbed-runs.ts';
import { runChecks } from '../../../src/checks/run-checks.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { parseConfig } from '../../support/parse-config.ts';
import { named } from '../judge.ts';
import { record } from '../records.ts';

const CONFIG = `
trainer: { command: train }
params: { rate: 0.1 }
models: { variants: [{ name: head }] }
metrics: [{ name: accuracy, margin: 0.005 }]
vary: [init, order, data]
checks: { sensitivity: { rate: [0.5, 2] }, variance: { seeds: 4 } }`;

/** A spread that differs between arms, settings and seeds, at most 0.003. */
export const noise = (...labels: number[]) =>
  0.003 * Math.sin(labels.reduce((sum, label) => 7.3 * sum + label, 0.7));

export const run = (model: string, seed: number, accuracy: number, validation = accuracy): RunRecord =>
  record(model, seed, {
    fingerprint: createHash('sha256').update(`${model} ${seed} ${accuracy}`).digest('hex'),
    metrics: { test: { accuracy }, validation: { accuracy: validation } },
  });

export const failed = (model: string, seed: number): RunRecord =>
  record(model, seed, { status: 'diverged', failure: 'loss is NaN', metrics: {} });

/** Runs of both arms at seeds 1 to n, the baseline at 0.8 + `level`. */
export function arms(seeds: number, difference: number, level = 0, stream = 0): RunRecord[] {
  return Array.from({ length: seeds }, (_, index) => index + 1).flatMap((seed) => [
    run('baseline', seed, 0.8 + level + noise(seed, stream)),
    run('head', seed, 0.8 + level + difference + noise(seed, stream, 1)),
  ]);
}

/** The check's rows of `head`, which is better than the baseline by `difference` over `seeds` pairs. */
export function judgeTrained(
  check: CheckDefinition,
  difference: number,
  extraRuns: TrainedExtraRuns,
  seeds = 8,
) {
  const config = parseConfig(CONFIG, 'conclusive.yml');
  const { metrics } = config;
  const records = arms(seeds, difference);
  const comparisons = analyseOnce({ experiment: 'test', variants: ['head'], metrics, alpha: 0.05 }, records);
  const setup = setupOf({ config, models: named('baseline', 'head') });
  return runChecks([check], { ...setup, records, comparisons, extraRuns }, config.checks);
}

/** The parameter `rate` at as many settings as there are lists. */
export function atSettings(settings: ReadonlyArray<readonly RunRecord[]>): TrainedExtraRuns {
  const groups: ExtraRunsFound = settings.map((records, index) => ({
    parameter: 'rate',
    factor: [0.5, 2][index] ?? 3,
    records,
  }));
  return new Map([[perturbedRuns, groups]]);
}

/** What was never decided cannot be lost, and does not pass. */
export const UNDECIDED = {
  status: 'not-checked',
  message: 'no primary comparison of head was decided, so there is no verdict to check',
} as const;
