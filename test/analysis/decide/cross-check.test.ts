import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareCrossed } from '../../../src/analysis/compare/compare-crossed.ts';
import {
  type ComparisonRequest,
  compareArms,
  type Measurement,
} from '../../../src/analysis/compare/compare-models.ts';
import type { ImpossibleComparison } from '../../../src/analysis/compare/comparison.ts';
import { decideAll } from '../../../src/analysis/decide/decide.ts';
import { SINGLE_LOOK } from '../../../src/analysis/decide/levels.ts';
import { crossedEstimate } from '../../../src/stats/crossed/crossed-test.ts';
import { layOut } from '../../stats/crossed/lay-out.ts';

type Rows = ReadonlyArray<readonly number[]>;

interface Experiment {
  /** Contributions by seed and example. */
  readonly baseline: Rows;
  readonly candidate: Rows;
  readonly kind: 'crossed' | 'paired' | 'unpaired';
  readonly margin: number | null;
  readonly direction: 'maximize' | 'minimize';
}

const MIRRORED: Readonly<Record<string, string>> = { improvement: 'regression', regression: 'improvement' };
const OPPOSITE = { maximize: 'minimize', minimize: 'maximize' } as const;

/** Effects of few examples and of few seeds, on all or on one arm, so that each objection has its cases. */
const experiments: fc.Arbitrary<Experiment> = fc
  .record({
    seeds: fc.integer({ min: 2, max: 12 }),
    examples: fc.integer({ min: 2, max: 40 }),
    lead: fc.constantFrom(-0.4, -0.1, 0.1, 0.4),
    rare: fc.constantFrom(-1, 0, 1),
    wild: fc.constantFrom(0, 0.02, 0.3),
    kind: fc.constantFrom<Experiment['kind']>('crossed', 'paired', 'unpaired'),
    margin: fc.constantFrom(null, 0.05, 1),
    direction: fc.constantFrom<Experiment['direction']>('maximize', 'minimize'),
    noise: fc.infiniteStream(fc.integer({ min: -16, max: 16 })),
  })
  .map(({ seeds, examples, lead, rare, wild, kind, margin, direction, noise }) => {
    const draw = () => (noise.next().value as number) / 64;
    const arm = (leads: number, of: number) =>
      Array.from({ length: seeds }, () => {
        const ofSeed = of * draw() ** 3 * 16;
        return Array.from(
          { length: examples },
          (_, at) => leads + ofSeed + draw() + (at < 2 ? of * rare : 0),
        );
      });
    return { baseline: arm(0, 0), candidate: arm(lead, wild), kind, margin, direction };
  });

function decide({ baseline, candidate, kind, margin, direction }: Experiment) {
  const values = (rows: Rows) =>
    rows.map((row, index) => ({
      seed: index + 1,
      value: row.reduce((sum, value) => sum + value, 0) / row.length,
    }));
  const request: ComparisonRequest = {
    ...{ variant: 'head', metric: 'score', role: 'primary', alpha: 0.05, plannedLevel: 0.05 },
    ...{ direction, margin, isUnpaired: kind === 'unpaired' },
    ...{ baseline: values(baseline), candidate: values(candidate) },
  };
  const rows = candidate.map((row, seed) => row.map((value, at) => value - (baseline[seed]?.[at] ?? 0)));
  const measured: Measurement | ImpossibleComparison | null =
    kind === 'crossed'
      ? compareCrossed(request, {
          ...{ estimate: crossedEstimate(layOut(rows)), clusters: null, midPValue: null, swap: null },
        })
      : compareArms(request);
  if (measured === null || measured.verdict !== null) return null;
  return decideAll([{ measurement: measured, levels: SINGLE_LOOK }], 0.05, 1)[0] ?? null;
}

const negated = (rows: Rows) => rows.map((row) => row.map((value) => 0 - value));

test('no objection protects one direction: swapped or negated, an experiment has the same p and the mirrored verdict', () => {
  const verdicts = new Set<string>();
  fc.assert(
    fc.property(experiments, (experiment) => {
      const { baseline, candidate, direction } = experiment;
      const own = decide(experiment);
      const swapped = decide({ ...experiment, baseline: candidate, candidate: baseline });
      const same = decide({
        ...experiment,
        ...{ baseline: negated(baseline), candidate: negated(candidate), direction: OPPOSITE[direction] },
      });
      const opposed = decide({ ...experiment, baseline: negated(baseline), candidate: negated(candidate) });
      fc.pre(own !== null && swapped !== null && same !== null && opposed !== null);
      verdicts.add(own.reason === null ? own.verdict : 'withheld');
      expect(same.verdict).toBe(own.verdict);
      expect(swapped.verdict).toBe(MIRRORED[own.verdict] ?? own.verdict);
      expect(opposed.verdict).toBe(swapped.verdict);
      for (const other of [swapped, same, opposed]) {
        expect(other.pValue).toBeCloseTo(own.pValue, 9);
        expect(other.studentised?.pValue ?? 2).toBeCloseTo(own.studentised?.pValue ?? 2, 9);
        expect(other.crossed?.skewCorrectedPValue ?? 2).toBeCloseTo(own.crossed?.skewCorrectedPValue ?? 2, 9);
        expect(other.crossed?.seedsPValue ?? 2).toBeCloseTo(own.crossed?.seedsPValue ?? 2, 9);
        expect(other.crossed?.unsteady).toBe(own.crossed?.unsteady);
      }
    }),
    { numRuns: 50, seed: 31 },
  );
  for (const verdict of ['improvement', 'regression', 'withheld']) expect(verdicts).toContain(verdict);
});
