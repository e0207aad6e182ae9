/**
 * Results as the program makes them, for tests of whatever reads one. The per-seed values are drawn; every number
 * behind them, verdict and gate included, is computed by the program itself.
 */
import { compareArms } from '../../src/analysis/compare/compare-models.ts';
import type { Comparison } from '../../src/analysis/compare/comparison.ts';
import type { MeanCurve } from '../../src/analysis/compare/curves.ts';
import { decideAll } from '../../src/analysis/decide/decide.ts';
import type { Check } from '../../src/checks/check.ts';
import type { Metric } from '../../src/config/file/normalise.ts';
import { createRandom } from '../../src/stats/random.ts';
import { applyGate } from '../../src/verdict/gate.ts';
import { overallVerdict } from '../../src/verdict/overall.ts';
import type {
  Design,
  ExperimentResult,
  ModelSummary,
  Provenance,
  RunCosts,
} from '../../src/verdict/result.ts';

/** Values by seed, 1 … n. */
type Arm = Readonly<Record<string, readonly number[]>>;

interface Sample {
  readonly metrics: readonly Metric[];
  readonly baseline: Arm;
  readonly variants: Readonly<Record<string, Arm>>;
  /** Added to the variants' seeds: nothing in common with the baseline's. */
  readonly seedShift?: number;
  readonly design?: Partial<Design>;
  readonly checks?: readonly Check[];
  readonly curves?: readonly MeanCurve[];
  readonly runs?: Partial<RunCosts>;
  readonly provenance?: Partial<Provenance>;
  readonly models?: Readonly<Record<string, Partial<ModelSummary>>>;
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
  const { metrics, baseline, variants, seedShift = 0, checks = [], curves = [] } = sample;
  const pairs = Object.values(baseline)[0]?.length ?? 0;
  const design: Design = {
    kind: 'fixed',
    alpha: 0.05,
    minimumPairs: pairs,
    maximumPairs: pairs,
    looks: [{ pairs, significanceLevel: 0.05, spent: 0.05, taken: true }],
    vary: ['init', 'order'],
    ...sample.design,
  };
  const comparisons = compare(sample, design);
  const { verdict, reason } = overallVerdict(comparisons, checks);
  const names = ['baseline', ...Object.keys(variants)];
  return {
    schema: 'conclusive.result/1',
    verdict,
    conclusive: verdict !== 'inconclusive' && verdict !== 'invalid',
    reason,
    metrics,
    comparisons,
    testSetChances: [],
    checks,
    claim: null,
    design,
    models: names.map((name) =>
      model(
        sample,
        name,
        name === 'baseline' ? baseline : (variants[name] ?? {}),
        name === 'baseline' ? 0 : seedShift,
      ),
    ),
    curves,
    runs: {
      trained: pairs * names.length,
      reused: 0,
      retried: 0,
      wallSeconds: 4.1 * pairs * names.length,
      cpuSeconds: 8 * pairs * names.length,
      parallel: 2,
      failures: [],
      ...sample.runs,
    },
    gate: applyGate(
      { comparisons, checks, claim: null },
      { 'fail-on': ['regression', 'invalid'], 'warn-on': ['inconclusive', 'slices', 'invalid'] },
    ),
    provenance: {
      program: 'conclusive',
      version: '0.1.0',
      config: 'fixtures/gloss/conclusive.yml',
      trainer: 'model.ts',
      head: '4f2a91c',
      base: 'main@91be0d3',
      environment: { os: 'linux x64', node: 'v24.1.0', backend: 'wasm', cores: '2' },
      command: 'npx conclusive run --config fixtures/gloss/conclusive.yml --base main@91be0d3 --head 4f2a91c',
      notices: [],
      ...sample.provenance,
    },
  };
}

function compare({ metrics, baseline, variants, seedShift = 0 }: Sample, design: Design): Comparison[] {
  const level = design.looks.findLast(({ taken }) => taken)?.significanceLevel ?? design.alpha;
  const primaries = metrics.filter(({ role }) => role === 'primary').length * Object.keys(variants).length;
  const measurements = Object.entries(variants).flatMap(([variant, arm]) =>
    metrics.map(({ name, role, direction, margin }) =>
      compareArms({
        experiment: 'sample',
        variant,
        metric: name,
        role,
        direction,
        margin,
        alpha: design.alpha,
        plannedLevel: role === 'primary' ? design.alpha / primaries : design.alpha,
        baseline: bySeed(baseline[name] ?? [], 0),
        candidate: bySeed(arm[name] ?? [], seedShift),
      }),
    ),
  );
  const levels = {
    difference: (share: number) => (share * level) / design.alpha,
    equivalence: (share: number) => (share * level) / design.alpha,
    boundaries: () => null,
  };
  const items = measurements.flatMap((measurement) =>
    measurement.verdict === null ? [{ measurement, levels }] : [],
  );
  const decided = new Map(
    decideAll(items, design.alpha, { difference: primaries, equivalence: primaries }).map((item) => [
      `${item.variant} ${item.metric}`,
      item,
    ]),
  );
  return measurements.map((item) => decided.get(`${item.variant} ${item.metric}`) ?? (item as Comparison));
}

function model(sample: Sample, name: string, arm: Arm, shift: number): ModelSummary {
  const n = Object.values(arm)[0]?.length ?? 0;
  return {
    name,
    ref: name === 'baseline' ? 'base' : 'head',
    commit: name === 'baseline' ? '91be0d3'.padEnd(40, '0') : '4f2a91c'.padEnd(40, '0'),
    params: { units: 32, learning_rate: 0.003 },
    parameters: 21_450,
    runs: { ok: n, diverged: 0, crashed: 0, timeout: 0, killed: 0 },
    values: Object.fromEntries(
      Object.entries(arm).map(([metric, values]) => [metric, bySeed(values, shift)]),
    ),
    ...sample.models?.[name],
  };
}

function bySeed(values: readonly number[], shift: number) {
  return values.map((value, i) => ({ seed: i + 1 + shift, value }));
}
