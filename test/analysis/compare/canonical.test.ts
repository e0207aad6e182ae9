/** Units change nothing: the same results in another unit, shifted, or mirrored have the same p-values and verdicts. */
import { expect, test } from 'vitest';
import type { CrossedSample, ExamplesOf } from '../../../src/analysis/compare/compared-examples.ts';
import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import { startAnalysis } from '../../../src/analysis/decide/analyse.ts';
import { findClusters, sumByCluster } from '../../../src/stats/crossed/clusters.ts';
import { crossedEstimate } from '../../../src/stats/crossed/crossed-test.ts';
import { CrossedTable } from '../../../src/stats/crossed/layout.ts';
import { unpairedEstimate } from '../../../src/stats/crossed/unpaired.ts';
import {
  createRandom,
  type Random,
  randomInteger,
  randomNormal,
  shuffle,
} from '../../../src/stats/random.ts';
import { record } from '../../checks/records.ts';
import { metric } from '../metric.ts';

const MARGIN = 0.02;
const SHIFT = 3;
const CHANGES_A_CASE = 2;
const UNITS = [0.01, 100, 1000, 1 / 3, 1e-9, 0.1, 7];
/** Numbers of a comparison that are in the unit of the metric. */
const IN_UNITS = new Set([
  'mean',
  'standardDeviation',
  'difference',
  'estimate',
  'corrected',
  'standardError',
  'low',
  'high',
  'margin',
  'minimumDetectableDifference',
]);

interface Change {
  readonly scale: number;
  readonly shift: number;
}

/** One row a run: its value, or its scores by example. */
interface Results {
  readonly baseline: readonly number[][];
  readonly candidate: readonly number[][];
}

type Value = (random: Random, effect: number) => number;

const VALUES: Readonly<Record<string, Value>> = {
  smooth: (random, effect) => 0.7 + effect + 0.02 * randomNormal(random),
  skewed: (random, effect) => 0.7 + effect - 0.02 * Math.log(1 - random()),
  // Shares of a small test set tie, and so do their differences up to rounding.
  coarse: (random, effect) => Math.round(40 * (0.7 + effect + 0.05 * randomNormal(random))) / 40,
  'computed as 1 − error': (random, effect) =>
    1 - Math.round(20 * (0.3 - effect + 0.06 * randomNormal(random))) / 20,
  'a few levels': (random, effect) => 0.1 * (randomInteger(random, 4) + Math.round(40 * effect)),
};

interface Design {
  readonly runs: readonly [baseline: number, candidate: number];
  readonly looks?: readonly number[];
  readonly testShare?: number;
  readonly examples?: number;
  readonly areClustered?: boolean;
}

const DESIGNS: Readonly<Record<string, Design>> = {
  'two pairs': { runs: [2, 2] },
  'five pairs': { runs: [5, 5] },
  'nine pairs': { runs: [9, 9] },
  '15 pairs': { runs: [15, 15] },
  '31 pairs': { runs: [31, 31] },
  '120 pairs': { runs: [120, 120] },
  'looks at 6, 10 and 15 pairs': { runs: [15, 15], looks: [6, 10, 15] },
  folds: { runs: [10, 10], testShare: 1 / 9 },
  'six runs against eight': { runs: [6, 8] },
  '20 runs against 15': { runs: [20, 15] },
  'pairs × examples': { runs: [6, 6], examples: 30 },
  'pairs × clusters of examples': { runs: [5, 5], examples: 30, areClustered: true },
  'runs × examples': { runs: [4, 6], examples: 25 },
  'one run × examples': { runs: [1, 1], examples: 60 },
};

function drawResults(design: Design, value: Value, random: Random): Results {
  const effect = [0, 0.01, 0.04][randomInteger(random, 3)] as number;
  const arm = (runs: number, gain: number) =>
    Array.from({ length: runs }, () =>
      Array.from({ length: design.examples ?? 1 }, () => value(random, gain)),
    );
  return { baseline: arm(design.runs[0], 0), candidate: arm(design.runs[1], effect) };
}

function inUnit({ baseline, candidate }: Results, { scale, shift }: Change): Results {
  const change = (rows: readonly number[][]) =>
    rows.map((row) => row.map((value) => scale * (value + shift)));
  return { baseline: change(baseline), candidate: change(candidate) };
}

const meanOf = (row: readonly number[]) => row.reduce((sum, value) => sum + value, 0) / row.length;

function sampleOf({ baseline, candidate }: Results, design: Design): CrossedSample {
  const examples = design.examples ?? 0;
  const clusters = design.areClustered
    ? findClusters(Array.from({ length: examples }, (_, example) => Math.floor(Math.sqrt(example))))
    : null;
  const tableOf = (rows: readonly number[][]) => {
    const table = new CrossedTable(
      clusters?.count ?? examples,
      clusters === null ? {} : { effectiveExamples: clusters.effective },
    );
    for (const row of rows) table.add(clusters === null ? row : sumByCluster(row, clusters));
    return table;
  };
  const isPaired = baseline.length === candidate.length;
  const paired = () =>
    candidate.map((row, run) => row.map((value, example) => value - (baseline[run]?.[example] as number)));
  return {
    estimate: isPaired
      ? crossedEstimate(tableOf(paired()).layout())
      : unpairedEstimate(tableOf(baseline), tableOf(candidate)),
    clusters: clusters?.count ?? null,
    midPValue: null,
    swap: null,
  };
}

function decide(results: Results, design: Design, { scale }: Change): readonly Comparison[] {
  const { looks, testShare, examples } = design;
  const isPaired = design.runs[0] === design.runs[1];
  const records = Object.entries(results).flatMap(([model, rows]) =>
    (rows as Results['baseline']).map((row, seed) =>
      record(model, isPaired || model === 'baseline' ? seed : seed + 100, {
        metrics: { test: { score: meanOf(row) } },
      }),
    ),
  );
  const sample: ExamplesOf = () => ({
    sample: sampleOf(results, design),
    reason: null,
    testExamples: examples ?? null,
    isRequired: false,
  });
  const analysis = startAnalysis({
    experiment: 'units',
    metrics: [
      metric('score', { margin: MARGIN * Math.abs(scale), direction: scale < 0 ? 'minimize' : 'maximize' }),
    ],
    variants: ['candidate'],
    alpha: 0.05,
    looks: looks ?? null,
    testShare,
  });
  let comparisons: readonly Comparison[] = [];
  for (const [look, pairs] of (looks ?? [Number.MAX_SAFE_INTEGER]).entries()) {
    const own = records.filter(({ seed }) => seed % 100 < pairs);
    const outcome = analysis.takeLook(own, look, examples === undefined ? {} : { examples: sample });
    comparisons = outcome.comparisons;
    if (outcome.undecided.length === 0) break;
  }
  return comparisons;
}

/** All numbers of a comparison by their paths, in units of the original. Its words quote numbers in the new unit. */
function numbersOf(
  value: unknown,
  change: Change,
  path = '',
): Array<readonly [path: string, value: unknown]> {
  if (typeof value === 'number') {
    const name = path.split('.').at(-1) ?? '';
    const isShare = path.includes('probabilityOfImprovement');
    if (path.includes('components')) return [[path, value / change.scale ** 2]];
    if (!IN_UNITS.has(name) || isShare) return [[path, value]];
    const isOfArm = /\.(baseline|candidate)\.mean$/.test(path);
    if (isOfArm) return [[path, value / change.scale - change.shift]];
    return [[path, value / Math.abs(change.scale)]];
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) => numbersOf(inner, change, `${path}.${name}`));
  return path.endsWith('.reason') ? [] : [[path, value]];
}

function expectSame(found: readonly Comparison[], expected: readonly Comparison[], change: Change): void {
  const own = numbersOf(found, change);
  const original = numbersOf(expected, { scale: 1, shift: 0 });
  expect(own.map(([path]) => path)).toEqual(original.map(([path]) => path));
  for (const [index, [path, value]] of original.entries()) {
    const other = own[index]?.[1];
    if (typeof value !== 'number') expect([path, other]).toEqual([path, value]);
    else {
      // A difference near zero has rounding of the size of its values.
      const isClose = Math.abs((other as number) - value) <= 1e-9 * Math.max(Math.abs(value), 1e-4);
      expect([path, isClose ? value : other]).toEqual([path, value]);
    }
  }
}

const CASES = Object.keys(DESIGNS).flatMap((design) => Object.keys(VALUES).map((values) => [design, values]));

const CHANGES: readonly Change[] = [
  ...[...UNITS, ...UNITS.map((unit) => -unit), -1].map((scale) => ({ scale, shift: 0 })),
  { scale: 1, shift: SHIFT },
];

test.each(CASES)('units change nothing: %s of %s values', (designName = '', valuesName = '') => {
  const design = DESIGNS[designName] as Design;
  const random = createRandom('units', designName, valuesName);
  const results = drawResults(design, VALUES[valuesName] as Value, random);
  const expected = decide(results, design, { scale: 1, shift: 0 });
  const changes = [...CHANGES];
  shuffle(changes, random);
  for (const change of changes.slice(0, CHANGES_A_CASE))
    expectSame(decide(inUnit(results, change), design, change), expected, change);
});
