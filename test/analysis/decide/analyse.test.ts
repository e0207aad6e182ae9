import { describe, expect, test } from 'vitest';
import { analyseOnce, startAnalysis } from '../../../src/analysis/decide/analyse.ts';
import type { Metric } from '../../../src/config/file/normalise.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { record } from '../../checks/records.ts';
import { metric } from '../metric.ts';

const LOOKS = [5, 7, 10, 14, 20];

/** Normal noise that depends on its labels alone. */
function noise(...labels: Array<string | number>): number {
  const random = createRandom('analyse', ...labels);
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Runs of all arms under seeds 1 … pairs; a shift is in standard deviations of the difference, which is 0.01. */
function runs(
  pairs: number,
  shifts: Readonly<Record<string, Readonly<Record<string, number>>>>,
): RunRecord[] {
  const seeds = Array.from({ length: pairs }, (_, index) => index + 1);
  const names = Object.keys(Object.values(shifts)[0] ?? {});
  return seeds.flatMap((seed) => {
    const base = Object.fromEntries(names.map((name) => [name, 0.7 + 0.02 * noise('base', name, seed)]));
    const arm = (model: string, own: Readonly<Record<string, number>>) =>
      record(model, seed, {
        metrics: {
          test: Object.fromEntries(
            names.map((name) => [
              name,
              (base[name] ?? 0) + 0.01 * ((own[name] ?? 0) + noise(model, name, seed)),
            ]),
          ),
        },
      });
    return [
      record('baseline', seed, { metrics: { test: base } }),
      ...Object.entries(shifts).map(([model, own]) => arm(model, own)),
    ];
  });
}

function takeLooks(
  shifts: Parameters<typeof runs>[1],
  metrics: readonly Metric[],
  held: readonly string[] = [],
) {
  const analysis = startAnalysis({
    experiment: 'e',
    metrics,
    variants: Object.keys(shifts),
    alpha: 0.05,
    looks: LOOKS,
  });
  return LOOKS.map((pairs, look) => analysis.takeLook(runs(pairs, shifts), look, { held: new Set(held) }));
}

describe('an analysis over several looks', () => {
  test('settles a large effect early, a lasting doubt at the end, and each with a p that knows of its looks', () => {
    const looks = takeLooks({ large: { m: 4 }, small: { m: 0.45 } }, [metric('m')]);
    expect(looks[0]?.undecided).toContain('small');
    const settledAt = looks.findIndex(({ undecided }) => !undecided.includes('large'));
    expect(settledAt).toBeLessThan(3);
    const last = looks.at(-1);
    expect(last?.undecided).toEqual([]);
    const [large, small] = last?.comparisons ?? [];
    expect(large).toMatchObject({ verdict: 'improvement', baseline: { n: LOOKS[settledAt] } });
    expect(large).toEqual(looks[settledAt]?.comparisons[0]);
    if (small?.difference == null) throw new Error('not measured');
    expect(small.stageWise?.pValue).toBeGreaterThan(0);
  });

  test('keeps a variant in training until all of its primary metrics are settled, and freezes those that are', () => {
    const looks = takeLooks({ v: { m: 4, n: 0.6 } }, [metric('m'), metric('n')]);
    const settledAt = looks.findIndex(({ comparisons }) => comparisons[0]?.verdict === 'improvement');
    expect(looks[settledAt]?.undecided).toEqual(['v']);
    expect(looks.at(-1)?.comparisons[0]).toEqual(looks[settledAt]?.comparisons[0]);
  });

  test('stops early for equivalence', () => {
    const looks = takeLooks({ v: { m: 0 } }, [metric('m', { margin: 0.03 })]);
    const end = looks.find(({ undecided }) => undecided.length === 0);
    expect(end?.comparisons[0]).toMatchObject({ verdict: 'equivalent' });
    expect(looks.indexOf(end as (typeof looks)[number])).toBeLessThan(4);
  });

  test('gives up where a verdict has become unlikely, and says at what chance', () => {
    const analysis = startAnalysis({
      experiment: 'e',
      metrics: [metric('m')],
      variants: ['v'],
      alpha: 0.05,
      looks: LOOKS,
    });
    // Differences that take turns above and below zero.
    const records = Array.from({ length: 20 }, (_, index) => index + 1).flatMap((seed) =>
      [0, seed % 2 === 0 ? 0.01 : -0.01].map((shift, arm) =>
        record(arm === 0 ? 'baseline' : 'v', seed, {
          metrics: { test: { m: 0.7 + 0.001 * (seed % 7) + shift } },
        }),
      ),
    );
    const upTo = (pairs: number) => records.filter(({ seed }) => seed <= pairs);
    const outcomes = LOOKS.map((pairs, look) => analysis.takeLook(upTo(pairs), look));
    const end = outcomes.findIndex(({ undecided }) => undecided.length === 0);
    expect(LOOKS[end]).toBeLessThan(20);
    expect(outcomes[end]?.comparisons[0]).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(
        new RegExp(
          `^stopped after ${LOOKS[end]} of at most 20 pairs: the chance of a verdict by then was [0-4]\\.\\d %$`,
        ),
      ),
    });
  });

  test('does not settle a variant that is held', () => {
    const looks = takeLooks({ v: { m: 5 } }, [metric('m')], ['v']);
    expect(looks.slice(0, 4).map(({ undecided }) => undecided)).toEqual([['v'], ['v'], ['v'], ['v']]);
    expect(looks[4]).toMatchObject({ undecided: [], comparisons: [{ verdict: 'improvement' }] });
  });

  test('secondary metrics decide nothing and are shown with the variant', () => {
    const looks = takeLooks({ v: { m: 5, s: 0 } }, [metric('m'), metric('s', { role: 'secondary' })]);
    const end = looks.find(({ undecided }) => undecided.length === 0);
    expect(end?.comparisons.map(({ role, verdict }) => [role, verdict])).toEqual([
      ['primary', 'improvement'],
      ['secondary', 'inconclusive'],
    ]);
  });
});

describe('a family with metrics that have no margin', () => {
  test('holds equivalence to the interval of the difference: half of its level on either side', () => {
    const metrics = [metric('f1', { margin: 0.03 }), metric('accuracy'), metric('auroc')];
    const records = runs(12, { head: { f1: 0, accuracy: 0, auroc: 0 } });
    const [f1, accuracy] = analyseOnce(
      { experiment: 'e', metrics, variants: ['head'], alpha: 0.05 },
      records,
    );
    if (f1?.difference == null || accuracy?.difference == null) throw new Error('not compared');
    expect(f1.equivalence).toMatchObject({
      significanceLevel: 0.05 / 2,
      localLevel: f1.localLevel / 2,
    });
    const levels = [f1, accuracy].map(({ localLevel }) => localLevel);
    for (const level of levels) expect([0.05, 0.05 / 2, 0.05 / 3]).toContain(level);
    // A p of 1 tells nothing of its level: that is kept beside it.
    expect(Math.min(...levels)).toBeLessThan(0.05);
  });
});
