/** Decides an experiment look by look with the functions of `startAnalysis`, without the estimate after a stop, which is slow. */
import { compareCrossed } from '../../src/analysis/compare/compare-crossed.ts';
import {
  type ComparisonRequest,
  compareArms,
  type Measurement,
} from '../../src/analysis/compare/compare-models.ts';
import type { CrossedSample } from '../../src/analysis/compare/compared-examples.ts';
import type { Comparison, MeasuredComparison } from '../../src/analysis/compare/comparison.ts';
import { isCrossed } from '../../src/analysis/decide/crossed-checks.ts';
import { stopCrossed } from '../../src/analysis/decide/crossed-looks.ts';
import { decideAll, type LeveledMeasurement } from '../../src/analysis/decide/decide.ts';
import { stopForFutility } from '../../src/analysis/decide/futility.ts';
import {
  crossedLevels,
  type Levels,
  SINGLE_LOOK,
  sequentialLevels,
} from '../../src/analysis/decide/levels.ts';
import { PairTable } from '../../src/analysis/examples/pair-table.ts';
import { type Clusters, findClusters } from '../../src/stats/crossed/clusters.ts';
import type { Run, Sample, ValueWorld, WorldLaw } from './worlds.ts';

const ALPHA = 0.05;
const METRICS = { examples: 'accuracy', scores: 'score', values: 'score' } as const;

export interface Question {
  /** Numbers of seeds, rising. */
  readonly looks: readonly number[];
  readonly margin: number | null;
}

export interface Outcome {
  readonly verdict: Comparison['verdict'];
  /** Of the shown interval; null if nothing could be tested. */
  readonly interval: MeasuredComparison['interval'] | null;
}

/** A comparison at a look; null if nothing can be tested. */
type Measured = (look: number) => LeveledMeasurement | null;

/** Measures each look once, and only if it is asked for. */
export function measureLooks(world: WorldLaw, sample: Sample, { looks, margin }: Question): Measured {
  const isPaired = world.kind !== 'values' || world.isPaired;
  const rowsAt = world.kind === 'values' ? null : rowsOf(world);
  const measure = (look: number): LeveledMeasurement | null => {
    const seeds = looks[look] ?? 0;
    const request: ComparisonRequest = {
      ...{ variant: 'variant', metric: METRICS[world.kind], role: 'primary', direction: 'maximize' },
      ...{ margin, alpha: ALPHA, plannedLevel: ALPHA, isUnpaired: !isPaired },
      ...{ baseline: valuesOf(sample.baseline, seeds), candidate: valuesOf(sample.variant, seeds) },
    };
    const measurement =
      rowsAt === null ? compareArms(request) : compareCrossed(request, rowsAt(sample, seeds));
    if (measurement === null || measurement.verdict !== null) return null;
    if (!isPaired) return { measurement, levels: SINGLE_LOOK };
    const counts = looks.slice(0, look + 1);
    const levels =
      isCrossed(measurement) && world.kind !== 'values'
        ? crossedLevels(counts, looks, {
            components: measurement.crossed.components,
            examples: measurement.crossed.clusters ?? world.examples,
          })
        : sequentialLevels(counts, looks);
    return { measurement, levels };
  };
  const known: (LeveledMeasurement | null)[] = [];
  return (look) => {
    while (known.length <= look) known.push(measure(known.length));
    return known[look] ?? null;
  };
}

/** @param rule what it does to a measurement before the decision; default: nothing */
export function decideLooks(
  looks: readonly number[],
  measured: Measured,
  rule = (measurement: Measurement) => measurement,
): Outcome {
  let outcome: Outcome = { verdict: 'inconclusive', interval: null };
  for (const look of looks.keys()) {
    const found = measured(look);
    if (found === null) continue;
    const { levels } = found;
    const [decided] = decideAll([{ measurement: rule(found.measurement), levels }], ALPHA, 1);
    if (decided === undefined) continue;
    outcome = decided;
    if (decided.verdict !== 'inconclusive' || look === looks.length - 1) break;
    if (isFutile(decided, levels, looks)) break;
  }
  return outcome;
}

function isFutile(comparison: MeasuredComparison, levels: Levels, looks: readonly number[]): boolean {
  const last = looks.at(-1) ?? 0;
  return isCrossed(comparison)
    ? stopCrossed(comparison, levels, ALPHA, last) !== null
    : stopForFutility(comparison, {
        pairs: last,
        level: sequentialLevels(looks, looks).difference(ALPHA),
      }) !== null;
}

function valuesOf(arm: readonly Run[], seeds: number) {
  return arm.slice(0, seeds).map(({ value }, index) => ({ seed: index + 1, value }));
}

/** As analysis/examples/crossed-rows.ts, without files. */
function rowsOf(world: Exclude<WorldLaw, ValueWorld>) {
  const { examples } = world;
  const clusterSize = world.kind === 'examples' ? world.clusterSize : 1;
  const clusters: Clusters | null =
    clusterSize > 1
      ? findClusters(Array.from({ length: examples }, (_, example) => Math.floor(example / clusterSize)))
      : null;
  const table = new PairTable();
  return (sample: Sample, seeds: number): CrossedSample => {
    for (let at = table.rows; at < seeds; at++) {
      const [before, after] = [sample.baseline[at]?.row, sample.variant[at]?.row];
      if (!before || !after) throw new Error('a run has no predictions');
      table.add(at, before, after, clusters);
    }
    return { estimate: table.estimate(), clusters: clusters?.count ?? null, midPValue: null, swap: null };
  };
}
