/** The whole decision depends on the data alone: not on names, nor on which seed or which arm is called what. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Comparison, Interval, MeasuredComparison } from '../../../src/analysis/compare/comparison.ts';
import { startAnalysis } from '../../../src/analysis/decide/analyse.ts';
import type { Metric } from '../../../src/config/file/normalise.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { record } from '../../checks/records.ts';
import { metric as primary } from '../metric.ts';

/** Values by arm and metric, one a seed. */
type Data = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;

interface Call {
  readonly data: Data;
  readonly metrics: readonly Metric[];
  readonly variants: readonly string[];
  readonly looks: readonly number[];
  readonly testShare?: number;
  readonly experiment?: string;
  /** The seed of the n-th values. */
  readonly seedOf?: (index: number, arm: string) => number;
}

function decideAllLooks({ data, metrics, variants, looks, testShare, experiment = 'e', seedOf }: Call) {
  const records: RunRecord[] = Object.entries(data).flatMap(([arm, byMetric]) =>
    (Object.values(byMetric)[0] ?? []).map((_, index) =>
      record(arm, seedOf?.(index, arm) ?? index, {
        metrics: {
          test: Object.fromEntries(
            Object.entries(byMetric).map(([name, values]) => [name, values[index] as number]),
          ),
        },
      }),
    ),
  );
  const analysis = startAnalysis({ experiment, metrics, variants, alpha: 0.05, looks, testShare });
  const seeds = [...new Set(records.map(({ seed }) => seed))].sort((a, b) => a - b);
  let comparisons: readonly Comparison[] = [];
  for (const [look, pairs] of looks.entries()) {
    const known = new Set(looks.length === 1 ? seeds : seeds.slice(0, pairs));
    const outcome = analysis.takeLook(
      records.filter(({ seed }) => known.has(seed)),
      look,
    );
    comparisons = outcome.comparisons;
    if (outcome.undecided.length === 0) break;
  }
  return comparisons;
}

const metric = (name: string, more: Partial<Metric> = {}) => primary(name, { margin: 0.02, ...more });

/** Smooth noise and coarse scores, with and without an effect, of sizes that sums round differently in another order. */
const arms = (pairs: fc.Arbitrary<number>) =>
  fc
    .tuple(
      pairs,
      fc.constantFrom(0, 0.01, 0.03, 0.08),
      fc.constantFrom(0, 0.02, 0.1),
      fc.constantFrom(1, 1e3, 1e-7),
      fc.infiniteStream(fc.double({ min: -0.05, max: 0.05, noNaN: true })),
    )
    .map(([n, shift, grid, scale, noise]) => {
      const draw = (effect: number) =>
        Array.from({ length: n }, () => {
          const value = 0.7 + effect + (noise.next().value as number);
          return scale * (grid === 0 ? value : Math.round(value / grid) * grid);
        });
      return { baseline: draw(0), v: draw(shift) };
    });

const single = ({ baseline, v }: { baseline: readonly number[]; v: readonly number[] }): Data => ({
  baseline: { m: baseline },
  v: { m: v },
});

/** Few pairs are visited whole, more are drawn, more than 100 in blocks; several looks and one. */
const DESIGNS = [
  { name: 'few pairs', pairs: fc.integer({ min: 2, max: 9 }), looks: [9] },
  { name: 'many pairs', pairs: fc.integer({ min: 10, max: 45 }), looks: [45] },
  { name: 'blocks of pairs', pairs: fc.integer({ min: 101, max: 130 }), looks: [130] },
  { name: 'several looks', pairs: fc.constant(12), looks: [6, 8, 12] },
] as const;
/** A stage-wise interval takes a tenth of a second. */
const RUNS = { numRuns: 8 };

const mirror = (value: number) => 0 - value;
const mirrorInterval = <Bounds extends Pick<Interval, 'low' | 'high'>>(bounds: Bounds): Bounds => ({
  ...bounds,
  low: mirror(bounds.high),
  high: mirror(bounds.low),
});

function mirrored(comparison: Comparison): unknown {
  if (comparison.difference === null) return { ...comparison, reason: expect.any(String) };
  const { studentised, probabilityOfImprovement: better, effectSize } = comparison;
  const limits = studentised?.interval;
  const turned: Partial<MeasuredComparison> = {
    verdict:
      ({ improvement: 'regression', regression: 'improvement' } as const)[
        comparison.verdict as 'improvement'
      ] ?? comparison.verdict,
    baseline: comparison.candidate,
    candidate: comparison.baseline,
    better: expect.anything(),
    difference: mirror(comparison.difference),
    estimate: mirror(comparison.estimate),
    ...(comparison.corrected !== undefined && { corrected: mirror(comparison.corrected) }),
    statistic: mirror(comparison.statistic),
    interval: mirrorInterval(comparison.interval),
    ...(comparison.looks && {
      looks: comparison.looks.map((look) => ({ ...look, difference: mirror(look.difference) })),
    }),
    effectSize: effectSize && { ...effectSize, value: mirror(effectSize.value) },
    probabilityOfImprovement: better && {
      level: better.level,
      value: 1 - better.value,
      low: 1 - better.high,
      high: 1 - better.low,
    },
    studentised: studentised && {
      ...studentised,
      nonInferiorityPValue: expect.any(Number),
      interval: {
        level: limits?.level ?? 0,
        low: limits?.high == null ? null : mirror(limits.high),
        high: limits?.low == null ? null : mirror(limits.low),
      },
    },
  };
  return { ...comparison, ...turned, ...(comparison.better === null ? { better: null } : {}) };
}

describe.each(DESIGNS)('the decision over $name', ({ pairs, looks }) => {
  const call = (data: Data, more: Partial<Call> = {}): Call => ({
    data,
    metrics: [metric('m')],
    variants: ['v'],
    looks,
    ...more,
  });

  test('is mirrored to the last digit where the arms are swapped', () => {
    fc.assert(
      fc.property(arms(pairs), fc.constantFrom('maximize', 'minimize'), (data, direction) => {
        const metrics = [metric('m', { direction })];
        const own = decideAllLooks(call(single(data), { metrics }));
        const swapped = single({ baseline: data.v, v: data.baseline });
        expect(decideAllLooks(call(swapped, { metrics }))).toEqual(own.map(mirrored));
      }),
      RUNS,
    );
  });

  test('is that of the same values under turned signs, where less is better', () => {
    fc.assert(
      fc.property(arms(pairs), ({ baseline, v }) => {
        const less = decideAllLooks(
          call(single({ baseline: baseline.map(mirror), v: v.map(mirror) }), {
            metrics: [metric('m', { direction: 'minimize' })],
          }),
        );
        const more = decideAllLooks(call(single({ baseline, v })));
        const without = (all: readonly Comparison[]) =>
          all.map((one) =>
            one.difference === null ? one.cause : { ...one, baseline: null, candidate: null },
          );
        expect(without(less)).toEqual(without(more));
      }),
      RUNS,
    );
  });

  test('does not change with the names of the experiment, the variant and the metric', () => {
    fc.assert(
      fc.property(arms(pairs), fc.string({ minLength: 1 }), ({ baseline, v }, suffix) => {
        const [variant, name] = [`w${suffix}`, `n${suffix}`];
        const renamed = decideAllLooks(
          call(
            { baseline: { [name]: baseline }, [variant]: { [name]: v } },
            { metrics: [metric(name)], variants: [variant], experiment: suffix },
          ),
        );
        expect(renamed).toEqual(
          decideAllLooks(call(single({ baseline, v }))).map((one) => ({ ...one, variant, metric: name })),
        );
      }),
      RUNS,
    );
  });
});

describe.each(DESIGNS.slice(0, 3))('the decision over $name', ({ pairs, looks }) => {
  test.each([
    ['pairs', undefined, (index: number, permuted: readonly number[]) => permuted[index] as number],
    ['folds', 0.25, (index: number, permuted: readonly number[]) => permuted[index] as number],
    [
      'arms without a shared seed',
      undefined,
      (index: number, permuted: readonly number[], arm: string) =>
        (permuted[index] as number) + (arm === 'v' ? 1000 : 0),
    ],
  ] as const)('is the same to the last digit whatever the seeds are: %s', (_, testShare, seedOf) => {
    const permuted = arms(pairs).chain((data) =>
      fc.tuple(fc.constant(data), fc.shuffledSubarray([...data.v.keys()], { minLength: data.v.length })),
    );
    fc.assert(
      fc.property(permuted, ([data, order]) => {
        const decide = (seeds: readonly number[]) =>
          decideAllLooks({
            data: single(data),
            metrics: [metric('m')],
            variants: ['v'],
            looks,
            ...(testShare === undefined ? {} : { testShare }),
            seedOf: (index, arm) => seedOf(index, seeds, arm),
          });
        expect(decide(order)).toEqual(decide([...order.keys()]));
      }),
      RUNS,
    );
  });

  test('is mirrored without shared seeds, too', () => {
    fc.assert(
      fc.property(arms(pairs), fc.integer({ min: 0, max: 3 }), (data, fewer) => {
        const seedOf = (index: number, arm: string) => index + (arm === 'v' ? 1000 : 0);
        const [baseline, v] = [data.baseline, data.v.slice(0, Math.max(2, data.v.length - fewer))];
        const decide = (all: Data) =>
          decideAllLooks({ data: all, metrics: [metric('m')], variants: ['v'], looks, seedOf });
        expect(decide(single({ baseline: v, v: baseline }))).toEqual(
          decide(single({ baseline, v })).map(mirrored),
        );
      }),
      RUNS,
    );
  });
});

test('several variants and metrics are decided alike in whatever order they stand, ties included', () => {
  const data = fc.tuple(arms(fc.constant(12)), arms(fc.constant(12)));
  fc.assert(
    fc.property(data, fc.constantFrom([9], [6, 8, 12]), ([one, other], looks) => {
      const all: Data = {
        baseline: { m: one.baseline, n: other.baseline },
        // `twin` ties with `v` on every metric.
        v: { m: one.v, n: other.v },
        twin: { m: one.v, n: other.v },
        w: { m: other.v, n: one.v },
      };
      const decide = (variants: readonly string[], names: readonly string[]) =>
        new Map(
          decideAllLooks({ data: all, metrics: names.map((name) => metric(name)), variants, looks }).map(
            (one) => [`${one.variant} ${one.metric}`, one],
          ),
        );
      const first = decide(['v', 'twin', 'w'], ['m', 'n']);
      for (const variants of [
        ['w', 'twin', 'v'],
        ['twin', 'w', 'v'],
      ]) {
        const again = decide(variants, ['n', 'm']);
        for (const [key, comparison] of first) expect(again.get(key)).toEqual(comparison);
      }
      for (const name of ['m', 'n'])
        expect(first.get(`twin ${name}`)).toEqual({ ...first.get(`v ${name}`), variant: 'twin' });
    }),
    RUNS,
  );
});
