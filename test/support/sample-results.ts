/**
 * Results as the program makes them, for tests of whatever reads one. The values that the runs left are drawn; from these records on
 * all is computed by the program itself, look by look.
 */

import type { Comparison } from '../../src/analysis/compare/comparison.ts';
import type { MeanCurve } from '../../src/analysis/compare/curves.ts';
import { startAnalysis } from '../../src/analysis/decide/analyse.ts';
import { summariseLooks } from '../../src/analysis/decide/levels.ts';
import type { Check } from '../../src/checks/check.ts';
import { type Metric, normaliseSeeds, type Seeds } from '../../src/config/file/normalise.ts';
import { planLooks } from '../../src/plan/runs/plan-looks.ts';
import type { RunRecord } from '../../src/records/record.ts';
import { createRandom } from '../../src/stats/random.ts';
import { type Evidence, judge } from '../../src/verdict/judge.ts';
import type { ExperimentResult, Provenance } from '../../src/verdict/result.ts';
import type { ComparedModel } from '../../src/verdict/summarise.ts';
import { record } from '../checks/records.ts';
import { parseConfig } from './parse-config.ts';

/** Values by seed, 1 … n. */
type Arm = Readonly<Record<string, readonly number[]>>;

interface Sample {
  readonly metrics: readonly Metric[];
  readonly baseline: Arm;
  readonly variants: Readonly<Record<string, Arm>>;
  /** Added to the variants' seeds: nothing in common with the baseline's. */
  readonly seedShift?: number;
  /** Of a sequential design; without, there is one look at all pairs. */
  readonly seeds?: Seeds;
  readonly checks?: readonly Check[];
  /** Of each model: the losses of every one of its runs. */
  readonly curves?: readonly MeanCurve[];
  readonly failed?: ReadonlyArray<
    Pick<RunRecord, 'model' | 'seed' | 'failure'> & { readonly status: 'diverged' | 'crashed' }
  >;
  readonly models?: Readonly<Record<string, Partial<ComparedModel>>>;
  readonly parameters?: Readonly<Record<string, number>>;
  readonly costs?: Partial<Evidence['costs']>;
  readonly provenance?: Partial<Provenance>;
}

export const MACRO_F1: Metric = {
  name: 'macro_f1',
  role: 'primary',
  direction: 'maximize',
  margin: 0.005,
  unit: 'none',
};
export const ACCURACY: Metric = {
  name: 'accuracy',
  role: 'secondary',
  direction: 'maximize',
  margin: null,
  unit: 'percent',
};
export const LOG_LOSS: Metric = {
  name: 'log_loss',
  role: 'primary',
  direction: 'minimize',
  margin: 0.01,
  unit: 'none',
};

const CONFIG = parseConfig(
  `trainer: { module: model.ts }
models: { variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy }]
vary: [init, order]`,
  'fixtures/gloss/conclusive.yml',
);

/** n values around a mean, the same for the same label. */
export function draws(label: string, n: number, mean: number, sd: number): number[] {
  const random = createRandom('sample', label);
  return Array.from(
    { length: n },
    () => mean + sd * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
}

/** Every value moved by about the same: paired runs that share what their seed brings. */
export function moved(values: readonly number[], label: string, by: number, sd: number): number[] {
  const noise = draws(label, values.length, by, sd);
  return values.map((value, i) => value + (noise[i] ?? 0));
}

export function sampleResult(sample: Sample): ExperimentResult {
  const { metrics, variants, checks = [], failed = [] } = sample;
  const names = ['baseline', ...Object.keys(variants)];
  const records = recordsOf(sample);
  const pairs = runsIn(sample.baseline);
  const seeds = sample.seeds ?? normaliseSeeds(pairs);
  const looks = planLooks(seeds);
  const { comparisons, taken } = takeLooks(sample, records, looks);
  return judge({
    config: { ...CONFIG, metrics, seeds },
    models: names.map((name) => modelOf(sample, name)),
    looks: summariseLooks(looks, CONFIG.alpha, taken),
    records,
    comparisons,
    checks,
    costs: {
      trained: pairs * names.length,
      reused: 0,
      retried: failed.length,
      wallSeconds: 4.1 * pairs * names.length,
      cpuSeconds: 8 * pairs * names.length,
      parallel: 2,
      ...sample.costs,
    },
    provenance: {
      program: 'conclusive',
      version: '0.1.0',
      config: CONFIG.path,
      trainer: 'model.ts',
      head: '4f2a91c',
      base: 'main@91be0d3',
      environment: {
        machine: '2 × AMD EPYC 7763, 8 GiB',
        platform: 'linux-x64',
        node: 'v24.1.0',
        backend: 'wasm',
      },
      command: `conclusive run --config ${CONFIG.path} --base 91be0d3 --head 4f2a91c`,
      notices: [],
      ...sample.provenance,
    },
  });
}

/** Until nothing is open, as an experiment trains; the runs are those of the last look that was taken. */
function takeLooks({ metrics, variants }: Sample, records: readonly RunRecord[], looks: readonly number[]) {
  const { alpha } = CONFIG;
  const analysis = startAnalysis({
    experiment: 'sample',
    metrics,
    variants: Object.keys(variants),
    alpha,
    looks,
  });
  let comparisons: readonly Comparison[] = [];
  let taken = 0;
  for (const pairs of looks) {
    const seen = looks.length === 1 ? records : records.filter(({ seed }) => seed <= pairs);
    const outcome = analysis.takeLook(seen, taken);
    comparisons = outcome.comparisons;
    taken += 1;
    if (outcome.undecided.length === 0) break;
  }
  return { comparisons, taken };
}

function recordsOf(sample: Sample): RunRecord[] {
  const { baseline, variants, seedShift = 0, failed = [] } = sample;
  return [
    ...finishedRuns(sample, 'baseline', baseline, 0),
    ...Object.entries(variants).flatMap(([name, arm]) => finishedRuns(sample, name, arm, seedShift)),
    ...failed.map(({ model, seed, ...how }) => record(model, seed, { ...how, metrics: {} })),
  ];
}

function finishedRuns(sample: Sample, model: string, arm: Arm, shift: number): RunRecord[] {
  const curve = sample.curves?.find((one) => one.model === model);
  const curves = (curve?.epochs ?? []).map((epoch, i) => ({
    epoch,
    train: { loss: curve?.train[i] ?? 0 },
    validation: { loss: curve?.validation[i] ?? 0 },
  }));
  const { [model]: parameters = 21_450 } = sample.parameters ?? {};
  return Array.from({ length: runsIn(arm) }, (_, i) =>
    record(model, i + 1 + shift, {
      metrics: {
        test: Object.fromEntries(Object.entries(arm).map(([metric, values]) => [metric, values[i] ?? 0])),
      },
      curves,
      parameters,
    }),
  );
}

function modelOf({ models }: Sample, name: string): ComparedModel {
  return {
    name,
    ref: name === 'baseline' ? 'base' : 'head',
    commit: (name === 'baseline' ? '91be0d3' : '4f2a91c').padEnd(40, '0'),
    params: { units: 32, learning_rate: 0.003 },
    ...models?.[name],
  };
}

function runsIn(arm: Arm): number {
  return Object.values(arm)[0]?.length ?? 0;
}
