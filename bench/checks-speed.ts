/**
 * How long all checks take over the records of a large experiment: 200 runs × 200 epochs × 10 metrics, a baseline and three variants
 * with 50 seeds each. Prints the median of five rounds; the limit is 2 s. `npx jiti bench/checks-speed.ts`
 */
import { ignoreChecks } from '../src/checks/ignore.ts';
import { runChecks } from '../src/checks/index.ts';
import { parseConfig } from '../src/config/load.ts';
import type { RunRecord } from '../src/records/record.ts';
import { quantile } from '../src/stats/describe.ts';
import { createRandom, type Random, randomNormal } from '../src/stats/random.ts';
import { record } from '../test/checks/records.ts';

const RUNS = 200;
const EPOCHS = 200;
const METRICS = Array.from({ length: 10 }, (_, index) => `metric ${index}`);
const MODELS = ['baseline', 'a', 'b', 'c'];
const ROUNDS = 5;

const config = parseConfig(
  `trainer: { command: train }
models: { variants: [{ name: a, params: { x: 1 } }, { name: b, params: { x: 2 } }, { name: c, params: { x: 3 } }] }
metrics: [${METRICS.map((name) => `{ name: ${name}, role: primary, direction: maximize }`).join(', ')}]`,
  'bench',
);

const scores = (random: Random) =>
  Object.fromEntries(METRICS.map((name) => [name, 0.8 + 0.01 * randomNormal(random)]));

function run(model: string, seed: number): RunRecord {
  const random = createRandom('checks-speed', model, seed);
  return record(model, seed, {
    parameters: 1000,
    metrics: { train: scores(random), validation: scores(random), test: scores(random) },
    slices: { few: { examples: 100, metrics: scores(random) } },
    curves: Array.from({ length: EPOCHS }, (_, index) => ({
      epoch: index + 1,
      train: { loss: 2 / (index + 1), ...scores(random) },
      validation: { loss: 1 + Math.abs(index - 50) / 100 + 0.01 * randomNormal(random), ...scores(random) },
    })),
  });
}

const records = MODELS.flatMap((model) =>
  Array.from({ length: RUNS / MODELS.length }, (_, index) => run(model, index + 1)),
);
const seconds = Array.from({ length: ROUNDS }, () => {
  const start = performance.now();
  const checks = runChecks({
    config,
    metrics: config.metrics,
    models: MODELS.map((name) => ({ name })),
    records,
    comparisons: [],
    evaluation: [],
    code: null,
  });
  ignoreChecks(checks, config.checks.ignore);
  return (performance.now() - start) / 1000;
});
console.log(
  `${RUNS} runs × ${EPOCHS} epochs × ${METRICS.length} metrics: first ${seconds[0]?.toFixed(2)} s, median ${quantile(seconds, 0.5).toFixed(2)} s of ${ROUNDS}`,
);
