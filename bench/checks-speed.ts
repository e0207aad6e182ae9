/**
 * Times all checks on 200 runs × 200 epochs × 10 metrics. Exits with 1 if the median of five rounds exceeds 2 s. `npx jiti
 * bench/checks-speed.ts`
 */
import { analyseOnce } from '../src/analysis/decide/analyse.ts';
import type { ModelData } from '../src/checks/evidence/model-data.ts';
import { setupOf } from '../src/checks/evidence.ts';
import type { ExtraRuns, ExtraRunsFound } from '../src/checks/extra-runs.ts';
import { CHECKS } from '../src/checks/registry.ts';
import { crossedRuns } from '../src/checks/retraining/crossed-runs.ts';
import { perturbedRuns } from '../src/checks/retraining/perturbed-runs.ts';
import { repeatedRuns } from '../src/checks/retraining/repeated-runs.ts';
import { runChecks } from '../src/checks/run-checks.ts';
import type { RunRecord } from '../src/records/record.ts';
import { quantile } from '../src/stats/describe.ts';
import { createRandom, type Random, randomNormal } from '../src/stats/random.ts';
import { record } from '../test/checks/records.ts';
import { parseConfig } from '../test/support/parse-config.ts';

const RUNS = 200;
const EPOCHS = 200;
const METRICS = Array.from({ length: 10 }, (_, index) => `metric ${index}`);
const MODELS = ['baseline', 'a', 'b', 'c'];
const ROUNDS = 5;
const LIMIT_SECONDS = 2;

const config = parseConfig(
  `trainer: { command: train }
models: { variants: [{ name: a, params: { x: 1 } }, { name: b, params: { x: 2 } }, { name: c, params: { x: 3 } }] }
metrics: [${METRICS.map((name) => `{ name: ${name}, role: primary, direction: maximize }`).join(', ')}]
params: { rate: 1 }
vary: [init, order, data]
checks: { sensitivity: { rate: [0.5, 2] }, variance: { seeds: 4 } }`,
  'bench',
);

/** Model b is better, so that checks on a verdict have one. */
const scores = (model: string, random: Random) =>
  Object.fromEntries(
    METRICS.map((name) => [name, (model === 'b' ? 0.85 : 0.8) + 0.01 * randomNormal(random)]),
  );

function run(model: string, seed: number): RunRecord {
  const random = createRandom('checks-speed', model, seed);
  return record(model, seed, {
    parameters: 1000,
    metrics: {
      train: scores(model, random),
      validation: scores(model, random),
      test: scores(model, random),
      shifted: scores(model, random),
    },
    slices: { few: { examples: 100, metrics: scores(model, random) } },
    curves: Array.from({ length: EPOCHS }, (_, index) => ({
      epoch: index + 1,
      train: { loss: 2 / (index + 1), ...scores(model, random) },
      validation: {
        loss: 1 + Math.abs(index - 50) / 100 + 0.01 * randomNormal(random),
        ...scores(model, random),
      },
    })),
  });
}

const records = MODELS.flatMap((model) =>
  Array.from({ length: RUNS / MODELS.length }, (_, index) => run(model, index + 1)),
);
const models = MODELS.map((name) => ({ name }));
const [, ...variants] = MODELS;
const { metrics, alpha } = config;
// Preparation is not timed.
const comparisons = analyseOnce({ experiment: 'bench', variants, metrics, alpha }, records);
const duplicates = {
  train: { examples: 50_000, twins: 20 },
  test: { examples: 10_000, twins: 2 },
  leaked: 5,
  ids: [],
};
const separation = { auc: 0.51, standardError: 0.02 };
const modelData: ModelData[] = MODELS.map((model) => ({
  model,
  evidence: { exact: duplicates, near: duplicates, domains: { test: separation, shifted: separation } },
}));
const group = { examples: 100, difference: -0.01, interval: null, pValueAdjusted: 0.4 };
const sliceSearches = variants.map((model) => ({
  model,
  pairs: 50,
  groups: Array.from({ length: 200 }, (_, index) => ({ name: `group ${index}`, ...group })),
  wrong: { examples: [1, 2, 3], expected: 2, newlyRight: 3 },
  ids: ['a', 'b', 'c', 'd'],
  level: 0.01,
}));
const runsAt = (seeds: readonly number[]) => MODELS.flatMap((model) => seeds.map((seed) => run(model, seed)));
const { groups: cells } = crossedRuns.plan(
  { models: [], reference: null, looks: [], vary: config.vary, trainer: { kind: 'command' } },
  config.checks,
);
const extraRuns = new Map<ExtraRuns<unknown>, ExtraRunsFound>([
  [repeatedRuns, MODELS.map((model) => ({ model, records: [run(model, 2)] }))],
  [perturbedRuns, [0.5, 2].map((factor) => ({ parameter: 'rate', factor, records: runsAt([1, 2, 3]) }))],
  [crossedRuns, cells.map(({ levels }, index) => ({ levels, records: runsAt([200 + index]) }))],
]);
const seconds = Array.from({ length: ROUNDS }, () => {
  const start = performance.now();
  const known = {
    ...setupOf({ config, models }),
    records,
    comparisons,
    evaluationDigests: MODELS.map((model) => ({ model, files: { 'test.csv': 'digest' } })),
    codeChanges: { changed: [], added: [] },
    acceptedChanges: [],
    differingExample: null,
    chosenThresholds: [],
    modelData,
    sliceSearches,
    extraRuns,
  };
  runChecks(CHECKS, known, config.checks);
  return (performance.now() - start) / 1000;
});
const median = quantile(seconds, 0.5);
console.log(
  `${RUNS} runs × ${EPOCHS} epochs × ${METRICS.length} metrics: first ${seconds[0]?.toFixed(2)} s, median ${median.toFixed(2)} s of ${ROUNDS}, limit ${LIMIT_SECONDS} s`,
);
if (median > LIMIT_SECONDS) process.exitCode = 1;
