import type { SplitReader } from '../../src/analysis/examples/run-predictions.ts';
import { referenceRuns } from '../../src/checks/comparison/creep.ts';
import { searchSlices } from '../../src/checks/evidence/search-slices.ts';
import { sharePredictions } from '../../src/checks/evidence/shared-predictions.ts';
import { type Gathered, setupOf } from '../../src/checks/evidence.ts';
import { crossedRuns } from '../../src/checks/retraining/crossed-runs.ts';
import { perturbedRuns } from '../../src/checks/retraining/perturbed-runs.ts';
import { repeatedRuns } from '../../src/checks/retraining/repeated-runs.ts';
import type { LoadedConfig } from '../../src/config/file/load.ts';
import type { RunRecord } from '../../src/records/record.ts';
import type { RunPredictions } from '../../src/stats/metrics/predictions.ts';
import { createRandom, type Random, randomNormal } from '../../src/stats/random.ts';
import { record } from '../../test/checks/records.ts';
import { parseConfig } from '../../test/support/parse-config.ts';
import { compare } from './compare.ts';
import { dataOf } from './data.ts';
import { type Examples, score, type World } from './worlds.ts';

const MODELS = ['baseline', 'head'] as const;
const PAIRS = 25;
/** Variance of a seed's shared effect; each arm adds its training subset and other effects. */
const SHARED = 0.04;
const SUBSET = 0.05;
const OWN = 0.05;
const FACTORS = [0.5, 2];
const SLICES = 4;
const DIGEST = 'e'.repeat(64);

/** Skill has the same distribution under all seeds and settings. */
interface Run {
  readonly record: RunRecord;
  readonly predictions: RunPredictions | null;
}

export function configOf({ metrics }: World): LoadedConfig {
  return parseConfig(
    `trainer: { command: "python3 train.py --seed {seed}" }
params: { rate: 1 }
vary: [init, order, data]
models: { variants: [{ name: head, params: { x: 1 } }] }
metrics: ${metrics}
checks: { sensitivity: { rate: [${FACTORS.join(', ')}] }, variance: { seeds: 3 } }`,
    'healthy.yml',
  );
}

/** @returns what is known after so many pairs */
export function train(
  world: World,
  streams: string,
  repetition: number,
): (pairs: number) => Promise<Gathered> {
  const config = configOf(world);
  const random = createRandom(streams, world.name, repetition);
  const lead = repetition % 2 === 0 ? 0 : world.lead;
  const splits = drawSplits(world, random);
  const runUnder = (model: string, seed: number, skill: number): Run =>
    trainRun(world, splits, random, { model, seed, skill: skill + (model === 'head' ? lead : 0) });
  const skill = (shared: number) =>
    SHARED * shared + SUBSET * randomNormal(random) + OWN * randomNormal(random);
  const trained = (pairs: number, level = 0) =>
    Array.from({ length: pairs }, (_, index) => {
      const shared = randomNormal(random);
      return MODELS.map((model) => runUnder(model, index + 1, level + skill(shared)));
    }).flat();
  const all = trained(PAIRS);
  const predictions = new Map(all.map((run) => [run.record, run.predictions]));
  const settings = FACTORS.map((factor) => ({
    parameter: 'rate',
    factor,
    records: trained(3, -0.05).map((run) => run.record),
  }));
  const reference = Array.from(
    { length: PAIRS },
    (_, index) => runUnder('baseline', index + 1, skill(0)).record,
  );
  const cells = crossedCells(runUnder, random);
  const modelData = dataOf(random);
  return async (pairs) => {
    const setup = setupOf({ config, models: MODELS.map((name) => ({ name })) });
    const records = all.map((run) => run.record).filter(({ seed }) => seed <= pairs);
    const comparisons = config.metrics.map((metric) => compare(metric, records, config.alpha));
    const reader = readerOf(splits?.test ?? null, predictions);
    const firsts = records.filter(({ seed }) => seed === 1);
    return {
      ...setup,
      records,
      comparisons,
      chosenSeeds: new Map(
        MODELS.map((model) => [model, Array.from({ length: pairs }, (_, index) => index + 1)]),
      ),
      evaluationDigests: MODELS.map((model) => ({ model, files: { 'test.csv': 'same' } })),
      codeChanges: { changed: [], added: [] },
      dataChanges: [{ model: 'head', changes: [] }],
      testSetUse: {
        testSet: { digest: DIGEST, examples: splits?.test.labels.length ?? 100_000, disagreement: 0.1 },
        earlier: 2,
        added: 1,
      },
      acceptedChanges: [],
      differingExample: null,
      seedLines: null,
      timeLimitLine: null,
      reusedHold: true,
      sharedPredictions: splits === null ? [] : await sharePredictions(MODELS, records, reader),
      sliceSearches: await searchSlices({ setup, isFolded: false, records, reader }),
      modelData,
      extraRuns: new Map<never, never>([
        [repeatedRuns, firsts.map((run) => ({ model: run.model, records: [run] }))],
        [perturbedRuns, settings],
        [crossedRuns, cells],
        [referenceRuns, [{ ref: 'v1', differing: [], looks: [pairs], records: reference.slice(0, pairs) }]],
      ] as never),
    };
  };
}

type Splits = { readonly [Split in 'validation' | 'test' | 'shifted']: Examples } | null;

function drawSplits({ task }: World, random: Random): Splits {
  if (typeof task === 'function') return null;
  const { validation, test, shifted } = task.sizes;
  return {
    validation: task.draw(random, validation),
    test: task.draw(random, test),
    shifted: task.draw(random, shifted),
  };
}

function trainRun(
  { task, stopsEarly, metrics: configured }: World,
  splits: Splits,
  random: Random,
  { model, seed, skill }: { readonly model: string; readonly seed: number; readonly skill: number },
): Run {
  const metrics: Partial<Record<'validation' | 'test' | 'shifted', Record<string, number>>> = {};
  let predictions: RunPredictions | null = null;
  let slices: RunRecord['slices'] = {};
  for (const split of ['validation', 'test', 'shifted'] as const) {
    if (typeof task === 'function') {
      metrics[split] = task(random, skill);
      continue;
    }
    const examples = (splits as NonNullable<Splits>)[split];
    const run = task.predict(random, examples, split === 'shifted' ? skill - 0.3 : skill);
    metrics[split] = score(task.kind, examples, run);
    if (split === 'test') {
      predictions = run;
      slices = slicesOf(task.kind, examples, run);
    }
  }
  const primary = /name: (\w+)/.exec(configured)?.[1] ?? '';
  const curves = learningCurves(random, stopsEarly, skill, primary, metrics.validation?.[primary] ?? 0);
  const wallSeconds = (2 + 0.5 * curves.length) * (1 + 0.05 * Math.abs(randomNormal(random)));
  const more = {
    fingerprint: `${model} ${seed} ${random()}`,
    metrics,
    slices,
    curves,
    parameters: 10_000,
    params: model === 'head' ? { x: 1 } : {},
    predictions: predictions === null ? null : { file: '', sha256: DIGEST, examples: DIGEST },
    cost: { wallSeconds, cpuSeconds: wallSeconds, peakMemoryBytes: null, machine: 'one kind' },
  };
  return { record: record(model, seed, more), predictions };
}

/** Every fourth test example is in a slice. */
function slicesOf(
  kind: 'classification' | 'regression',
  examples: Examples,
  run: RunPredictions,
): RunRecord['slices'] {
  return Object.fromEntries(
    Array.from({ length: SLICES }, (_, slice) => {
      const places = [...examples.labels.keys()].filter((example) => example % SLICES === slice);
      const take = (values: ArrayLike<number>) =>
        Float64Array.from(places, (place) => values[place] as number);
      const own = { labels: take(examples.labels), ease: take(examples.ease), trap: take(examples.trap) };
      const metrics = score(kind, own, { predictions: take(run.predictions), probabilities: null });
      return [`slice ${slice}`, { examples: places.length, metrics }] as const;
    }),
  );
}

const EPOCHS = 25;
const PATIENCE = 5;

/** Losses level off with drifting noise. */
function learningCurves(
  random: Random,
  stopsEarly: boolean,
  skill: number,
  primary: string,
  end: number,
): RunRecord['curves'] {
  const curves: RunRecord['curves'][number][] = [];
  let [deviation, best, bestEpoch] = [0, Number.POSITIVE_INFINITY, 0];
  for (let epoch = 1; epoch <= (stopsEarly ? 4 * EPOCHS : EPOCHS); epoch++) {
    const left = Math.exp(-epoch / 4);
    deviation = 0.6 * deviation + 0.006 * randomNormal(random);
    const loss = 0.5 * (1 - 0.2 * skill) + left + deviation;
    const train = { loss: 0.4 + left + 0.003 * randomNormal(random) };
    curves.push({
      epoch,
      train,
      validation: { loss, [primary]: end * (1 - 0.4 * left) + 0.002 * randomNormal(random) },
    });
    if (loss < best) [best, bestEpoch] = [loss, epoch];
    if (stopsEarly && epoch - bestEpoch >= PATIENCE) break;
  }
  return curves;
}

/** Varies three sources of equal weight and an equal residual. */
function crossedCells(runUnder: (model: string, seed: number, skill: number) => Run, random: Random) {
  const sides = [0, 1, 2];
  const effects = MODELS.map(() => sides.map(() => sides.map(() => 0.05 * randomNormal(random))));
  return sides.flatMap((row) =>
    sides.map((column) => {
      const levels = [row, column, (row + column) % 3];
      const records = MODELS.map((model, arm) => {
        const skill = levels.reduce((sum, level, source) => sum + (effects[arm]?.[source]?.[level] ?? 0), 0);
        return runUnder(model, row + 1, skill + 0.05 * randomNormal(random)).record;
      });
      return { levels, records };
    }),
  );
}

function readerOf(
  test: Examples | null,
  predictions: ReadonlyMap<RunRecord, RunPredictions | null>,
): SplitReader {
  const labels = test?.labels ?? new Float64Array();
  return {
    read: async (run) => predictions.get(run) ?? { predictions: [], probabilities: null },
    labels: () => labels,
    ids: () => Array.from(labels, (_, example) => String(example)),
    clusters: () => [],
    shown: () => [],
    // Two features correlate with how easy an example is.
    features: () =>
      test === null
        ? new Map()
        : new Map([['length', Float64Array.from(test.ease, (ease, example) => ease + (example % 7))]]),
  };
}
