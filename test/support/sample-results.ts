/**
 * Results as the program makes them, for tests of whatever reads one. The values that the runs left are drawn; from these records on
 * all is computed by the program itself: look by look, check by check.
 */

import type { Comparison } from '../../src/analysis/compare/comparison.ts';
import { startAnalysis } from '../../src/analysis/decide/analyse.ts';
import { type LookSummary, summariseLooks } from '../../src/analysis/decide/levels.ts';
import { reachableDesign } from '../../src/analysis/decide/reachable.ts';
import { marginNotices } from '../../src/analysis/margin-scale.ts';
import { setupOf } from '../../src/checks/evidence.ts';
import { CHECKS } from '../../src/checks/registry.ts';
import { runChecks } from '../../src/checks/run-checks.ts';
import { withholdDoubted } from '../../src/checks/withhold.ts';
import { analyseByDesign } from '../../src/compare-results/analyse-by-design.ts';
import { checkResults } from '../../src/compare-results/check-results.ts';
import { claimsInText } from '../../src/config/claim/claims-in-text.ts';
import { type Metric, normaliseSeeds, type Seeds } from '../../src/config/file/normalise.ts';
import { planLooks } from '../../src/plan/runs/plan-looks.ts';
import type { RunRecord } from '../../src/records/record.ts';
import { mean } from '../../src/stats/describe.ts';
import { createRandom } from '../../src/stats/random.ts';
import { type Evidence, judge } from '../../src/verdict/judge.ts';
import { describeProvenance } from '../../src/verdict/provenance.ts';
import type { ExperimentResult, Provenance } from '../../src/verdict/result.ts';
import type { ComparedModel } from '../../src/verdict/summarise.ts';
import { record } from '../checks/records.ts';
import { type CurveShape, curve } from './sample-curves.ts';
import { CONFIG, type FileChanges, gathered } from './sample-evidence.ts';

/** Values by seed, 1 … n. */
type Arm = Readonly<Record<string, readonly number[]>>;

export interface Sample {
  readonly metrics: readonly Metric[];
  readonly baseline: Arm;
  readonly variants: Readonly<Record<string, Arm>>;
  /** Runs that exist already, as `compare` finds them. The variants' seeds have nothing in common with the baseline's. */
  readonly existed?: boolean;
  /** Of a sequential design; without, there is one look at all pairs. */
  readonly seeds?: Seeds;
  /** Of a model: around which the losses of its runs lie. */
  readonly curves?: Readonly<Record<string, CurveShape>>;
  readonly failed?: ReadonlyArray<
    Pick<RunRecord, 'model' | 'seed' | 'failure'> & { readonly status: 'diverged' | 'crashed' }
  >;
  readonly files?: FileChanges;
  readonly models?: Readonly<Record<string, Partial<ComparedModel>>>;
  readonly parameters?: Readonly<Record<string, number>>;
  readonly provenance?: Partial<Provenance>;
  /** Description of the pull request. */
  readonly description?: string;
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

/** @param analysed its numbers, where they are known already */
export function sampleResult(sample: Sample, analysed = analyse(sample)): ExperimentResult {
  const models = ['baseline', ...Object.keys(sample.variants)].map((name) => modelOf(sample, name));
  const { seeds, looks, records } = analysed;
  const variants = Object.keys(sample.variants);
  const said = claimsInText(sample.description ?? '', { metrics: sample.metrics, variants });
  const config = { ...CONFIG, metrics: sample.metrics, seeds, mayBeEqual: said.mayBeEqual };
  const setup = setupOf({ config, models });
  const comparisons = withholdDoubted(analysed.comparisons, { ...setup, records }, config.checks);
  const compared = { records, comparisons };
  const names = models.map(({ name }) => name);
  const notices = [...marginNotices(sample.metrics, names, records), ...analysed.notices];
  return judge({
    config: { ...config, tasks: null },
    models,
    looks,
    ...compared,
    ...(sample.description === undefined
      ? {}
      : { claimed: [{ source: 'pull-request' as const, claims: said.claims }] }),
    checks:
      sample.existed === true
        ? checkResults(setup, compared, config.checks, 'table')
        : runChecks(CHECKS, { ...setup, ...gathered(names, compared, sample.files) }, config.checks),
    costs: costsOf(sample, records),
    provenance: { ...provenanceOf(records, notices), ...sample.provenance },
  });
}

interface Analysed {
  readonly seeds: Seeds;
  readonly looks: readonly LookSummary[];
  readonly records: readonly RunRecord[];
  readonly comparisons: readonly Comparison[];
  readonly notices: readonly string[];
}

export function analyse(sample: Sample): Analysed {
  return sample.existed === true ? compareExisting(sample) : train(sample);
}

/** Until nothing is open, as an experiment trains. */
function train(sample: Sample): Analysed {
  const { metrics, variants, files } = sample;
  const { alpha } = CONFIG;
  const seeds = sample.seeds ?? normaliseSeeds(runsIn(sample.baseline));
  const primary = metrics.filter(({ role }) => role === 'primary');
  const { looks, notice } = reachableDesign({
    looks: planLooks(seeds),
    alpha,
    comparisons: Object.keys(variants).length * primary.length,
    hasMargin: primary.some(({ margin }) => margin !== null),
  });
  const analysis = startAnalysis({
    experiment: 'sample',
    metrics,
    variants: Object.keys(variants),
    alpha,
    looks,
  });
  const all = recordsOf(sample);
  let records: readonly RunRecord[] = [];
  let comparisons: readonly Comparison[] = [];
  let taken = 0;
  for (const pairs of files?.evaluation === undefined ? looks : []) {
    records = looks.length === 1 ? all : all.filter(({ seed }) => seed <= pairs);
    const outcome = analysis.takeLook(records, taken);
    comparisons = outcome.comparisons;
    taken += 1;
    if (outcome.undecided.length === 0) break;
  }
  const notices = notice === null ? [] : [notice];
  return { seeds, looks: summariseLooks(looks, alpha, taken), records, comparisons, notices };
}

function compareExisting(sample: Sample): Analysed {
  const { metrics, variants } = sample;
  const request = { experiment: 'sample', metrics, variants: Object.keys(variants), alpha: CONFIG.alpha };
  return analyseByDesign(request, recordsOf(sample), null);
}

const OTHER_SEEDS = 1000;

export function recordsOf(sample: Sample): RunRecord[] {
  const { baseline, variants, existed, failed = [] } = sample;
  const shift = existed === true ? OTHER_SEEDS : 0;
  return [
    ...finishedRuns(sample, 'baseline', baseline, 0),
    ...Object.entries(variants).flatMap(([name, arm]) => finishedRuns(sample, name, arm, shift)),
    ...failed.map(({ model, seed, ...how }) => record(model, seed, { ...how, metrics: {}, cost: cost(1) })),
  ];
}

function finishedRuns(sample: Sample, model: string, arm: Arm, shift: number): RunRecord[] {
  const runs = runsIn(arm);
  const seconds = draws(`seconds ${model}`, runs, WALL_SECONDS, 0.1);
  const excess = mean(seconds) - WALL_SECONDS;
  const { [model]: parameters = sample.existed === true ? null : 21_450 } = sample.parameters ?? {};
  return Array.from({ length: runs }, (_, i) =>
    record(model, i + 1 + shift, {
      ...(sample.existed === true ? {} : knownAs(sample, model)),
      metrics: {
        test: Object.fromEntries(Object.entries(arm).map(([metric, values]) => [metric, values[i] ?? 0])),
      },
      curves: lossesOf(sample, model, i + 1),
      parameters,
      cost: cost((seconds[i] ?? WALL_SECONDS) - excess),
    }),
  );
}

/** Each model has code, and so runs, of its own. */
function knownAs(sample: Sample, name: string): Pick<RunRecord, 'fingerprint' | 'commit' | 'params'> {
  const { commit, params } = modelOf(sample, name);
  const of = Object.keys(sample.variants).indexOf(name) + 1;
  return { fingerprint: of.toString(16).padStart(64, '0'), commit, params };
}

/** The mean curve, higher or lower by the same for all epochs of a run, and by a little for each. */
function lossesOf({ curves }: Sample, model: string, seed: number): RunRecord['curves'] {
  const shape = curves?.[model];
  if (shape === undefined) return [];
  const { epochs, train, validation } = curve(model, 1, shape.epochs, shape);
  const [ofTrain = 0, ofValidation = 0] = draws(`run ${model} ${seed}`, 2, 0, 0.02);
  const noise = draws(`epochs ${model} ${seed}`, 2 * epochs.length, 0, 0.004);
  return epochs.map((epoch, i) => ({
    epoch,
    train: { loss: (train[i] ?? 0) + ofTrain + (noise[2 * i] ?? 0) },
    validation: { loss: (validation[i] ?? 0) + ofValidation + (noise[2 * i + 1] ?? 0) },
  }));
}

function modelOf({ models, existed }: Sample, name: string): ComparedModel {
  if (existed === true) return { name, ref: null, commit: null, params: {} };
  return {
    name,
    ref: name === 'baseline' ? 'base' : 'head',
    commit: name === 'baseline' ? BASE : HEAD,
    params: { units: 32, learning_rate: 0.003 },
    ...models?.[name],
  };
}

const WALL_SECONDS = 8.2;
const PARALLEL = 2;

function cost(wallSeconds: number): RunRecord['cost'] {
  return { wallSeconds, cpuSeconds: 8, peakMemoryBytes: null };
}

function costsOf({ existed }: Sample, records: readonly RunRecord[]): Evidence['costs'] {
  if (existed === true)
    return { trained: 0, reused: records.length, retried: 0, parallel: 0, wallSeconds: 0, cpuSeconds: 0 };
  const sum = (of: (cost: RunRecord['cost']) => number) =>
    records.reduce((total, { cost }) => total + of(cost), 0);
  return {
    trained: records.length,
    reused: 0,
    retried: 0,
    parallel: PARALLEL,
    wallSeconds: sum(({ wallSeconds }) => wallSeconds) / PARALLEL,
    cpuSeconds: sum(({ cpuSeconds }) => cpuSeconds ?? 0),
  };
}

const BASE = '91be0d3'.padEnd(40, '0');
const HEAD = '4f2a91c'.padEnd(40, '0');

/** Of the same release and on the same machine, wherever the tests run. */
function provenanceOf(records: readonly RunRecord[], notices: readonly string[]): Provenance {
  const origin = {
    version: '0.1.0',
    config: CONFIG.path,
    trainer: 'command python3 train.py --seed {seed}',
    base: { name: 'main', commit: BASE },
    head: HEAD,
    uncommitted: false,
    options: [],
    notices,
    policyChanges: [],
  };
  const environment = { machine: '2 × AMD EPYC 7763, 8 GiB', platform: 'linux-x64', node: 'v24.1.0' };
  return { ...describeProvenance(origin, records), environment };
}

function runsIn(arm: Arm): number {
  return Object.values(arm)[0]?.length ?? 0;
}
