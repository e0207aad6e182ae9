import { describe, expect, test } from 'vitest';
import type { Measurement } from '../../../src/analysis/compare/compare-models.ts';
import type { Guard, MeasuredComparison } from '../../../src/analysis/compare/comparison.ts';
import { startAnalysis } from '../../../src/analysis/decide/analyse.ts';
import { type Guards, startGuards } from '../../../src/analysis/decide/guards.ts';
import { type Levels, SINGLE_LOOK, sequentialLevels } from '../../../src/analysis/decide/levels.ts';
import type { Metric } from '../../../src/config/file/normalise.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import { record } from '../../checks/records.ts';
import { metric as primary } from '../metric.ts';

const MARGIN = 1;
const metric = (name: string, more: Partial<Metric> = {}) =>
  primary(name, { role: 'secondary', direction: 'minimize', margin: MARGIN, ...more });
const SCORE = metric('score', { role: 'primary', direction: 'maximize' });

const guard = (
  metrics: readonly Metric[],
  guarded: readonly string[] = metrics.map(({ name }) => name),
  variants: readonly string[] = ['head'],
) => startGuards({ variants, metrics, alpha: 0.05, guarded });

/** What a guard looks at: differences turned so that positive is better. */
function compared(
  differences: readonly number[],
  { variant = 'head', name = 'latency_ms' } = {},
): MeasuredComparison {
  const { mean, standardError, degreesOfFreedom } = pairedT(differences);
  return {
    variant,
    metric: name,
    role: 'secondary',
    pairing: 'seed',
    verdict: 'inconclusive',
    difference: mean,
    standardError,
    degreesOfFreedom,
    baseline: { n: differences.length },
    candidate: { n: differences.length },
    studentised: null,
    crossed: null,
  } as unknown as MeasuredComparison;
}

const around = (mean: number, spread = 0.1, count = 6) =>
  Array.from({ length: count }, (_, index) => mean + (index % 2 === 0 ? spread : -spread));

interface Look {
  readonly levels?: Levels;
  readonly records?: readonly RunRecord[];
  readonly isLast?: boolean;
}

function takeLook(
  guards: Guards,
  comparisons: readonly MeasuredComparison[],
  { levels = SINGLE_LOOK, records = [], isLast = true }: Look = {},
): void {
  const look = { records, held: new Set<string>(), isLast };
  const items = comparisons.map((comparison) => ({
    measurement: comparison as unknown as Measurement,
    levels,
  }));
  guards.levelsOf(items);
  guards.takeLook(comparisons, look);
}

/** The guard after one look that spends all of alpha. */
function once(
  comparisons: readonly MeasuredComparison[],
  names: readonly string[] = ['latency_ms'],
  variants: readonly string[] = ['head'],
): Guard[] {
  const guards = guard(
    names.map((name) => metric(name)),
    names,
    variants,
  );
  takeLook(guards, comparisons, { levels: SINGLE_LOOK });
  return comparisons.map((comparison) => guards.attach(comparison).guard as Guard);
}

describe('a guard', () => {
  test.each([
    ['shown', 0, 0.1],
    ['shown', 5, 0.1],
    ['shown', -0.8, 0.1],
    ['not-shown', -0.8, 1],
    ['not-shown', -1.05, 0.1],
    ['worse', -1.5, 0.1],
  ] as const)(
    'is %s where the mean is %d and pairs scatter by %d, the margin being 1',
    (status, mean, spread) => {
      expect(once([compared(around(mean, spread))])).toMatchObject([{ status, margin: MARGIN, pairs: 6 }]);
    },
  );

  test("has scipy's p-value of a one-sided t test", () => {
    // scipy.stats.ttest_1samp([-0.2, 0.4, -0.9, 0.1, -0.5, 0.3], -1, alternative='greater').pvalue
    const [guard] = once([compared([-0.2, 0.4, -0.9, 0.1, -0.5, 0.3])]);
    expect(guard?.pValue).toBeCloseTo(0.0040842836940642195, 10);
    expect(guard).toMatchObject({ pValueAdjusted: guard?.pValue, significanceLevel: 0.025, status: 'shown' });
  });

  test('shares alpha with the other variants, but not with the other guards of its own', () => {
    // One-sided p 0.016: below half of alpha, above a quarter of it.
    const close = compared(around(-0.35, 0.5));
    const other = compared(around(-0.8, 1), { name: 'memory_mb' });
    expect(once([close, other], ['latency_ms', 'memory_mb'])[0]).toMatchObject({ status: 'shown' });
    const [shared] = once(
      [close, compared(around(0), { variant: 'wide' })],
      ['latency_ms'],
      ['head', 'wide'],
    );
    expect(shared).toMatchObject({ status: 'not-shown' });
    expect(shared?.pValueAdjusted).toBeCloseTo(2 * (shared?.pValue ?? 0), 12);
  });

  test('is not shown where nothing was measured', () => {
    const guards = guard([metric('latency_ms')]);
    const impossible = {
      variant: 'head',
      metric: 'latency_ms',
      role: 'secondary',
      pairing: 'seed',
      verdict: 'inconclusive',
      reason: 'one pair',
      cause: null,
      difference: null,
    } as const;
    takeLook(guards, []);
    expect(guards.attach(impossible).guard).toMatchObject({
      status: 'not-shown',
      pValue: null,
      margin: MARGIN,
    });
    expect(guards.undecided([impossible])).toEqual([]);
  });

  test.each([
    ['shown', 'size', 100, 100.9],
    ['worse', 'size', 100, 101.1],
    // Equal accuracies are chance, and no property of the model.
    ['not-shown', 'accuracy', 0.9, 0.9],
  ] as const)('is %s for a metric that no seed changes: %s %d, then %d', (status, name, before, after) => {
    const guards = guard([metric(name)]);
    const records = [1, 2, 3].flatMap((seed) => [
      record('baseline', seed, { metrics: { test: { [name]: before } } }),
      record('head', seed, { metrics: { test: { [name]: after } } }),
    ]);
    takeLook(guards, [], { records });
    expect(guards.attach(compared(around(0), { name })).guard).toMatchObject({ status });
  });

  test('speaks of guarded secondary metrics with a margin alone', () => {
    const all = [SCORE, metric('latency_ms'), metric('size', { margin: null })];
    const guards = guard(all, ['size', 'score']);
    for (const name of ['score', 'latency_ms', 'size'])
      expect(guards.attach(compared(around(0), { name }))).not.toHaveProperty('guard');
  });
});

describe('guards over several looks', () => {
  const LOOKS = [6, 9, 14];

  test('pass nothing that is worse by its margin, but for half of alpha, wherever one stops', () => {
    const random = createRandom('guards', 'calibration');
    const REPETITIONS = 1500;
    const names = ['latency_ms', 'memory_mb', 'size_mb'];
    let [oneFalse, passedWorse] = [0, 0];
    for (let repetition = 0; repetition < REPETITIONS; repetition++) {
      const guards = guard(names.map((name) => metric(name)));
      // Two are worse by exactly the margin, the third is not worse at all.
      const all = [-MARGIN, -MARGIN, 3].map((mean) =>
        Array.from({ length: 14 }, () => mean + randomNormal(random)),
      );
      let statuses: Array<string | undefined> = [];
      for (const [look, pairs] of LOOKS.entries()) {
        const levels = sequentialLevels(LOOKS.slice(0, look + 1), LOOKS);
        const now = all.map((values, index) =>
          compared(values.slice(0, pairs), { name: names[index] as string }),
        );
        takeLook(guards, now, { levels, isLast: look === LOOKS.length - 1 });
        statuses = now.map((comparison) => guards.attach(comparison).guard?.status);
      }
      if (statuses[0] === 'shown') oneFalse++;
      if (statuses.every((status) => status === 'shown')) passedWorse++;
    }
    const bound = 0.025 + 4 * Math.sqrt((0.025 * 0.975) / REPETITIONS);
    expect(oneFalse / REPETITIONS).toBeLessThan(bound);
    // It uses what it has.
    expect(oneFalse / REPETITIONS).toBeGreaterThan(0.013);
    expect(passedWorse / REPETITIONS).toBeLessThan(0.01);
  });

  /** Runs in which the score is decided at once; latency differs by `mean` with a spread of `spread`. */
  function takeLooks(mean: number, spread: number, score = 1) {
    const metrics = [SCORE, metric('latency_ms')];
    const analysis = startAnalysis({
      experiment: 'e',
      metrics,
      variants: ['head'],
      alpha: 0.05,
      looks: LOOKS,
      guarded: ['latency_ms'],
    });
    const random = createRandom('guards', mean, spread);
    const values = Array.from({ length: 14 }, () => [randomNormal(random), randomNormal(random)] as const);
    return LOOKS.map((pairs, look) => {
      const records = values.slice(0, pairs).flatMap(([first, second], index) => [
        record('baseline', index + 1, { metrics: { test: { score: first, latency_ms: 50 } } }),
        record('head', index + 1, {
          metrics: {
            test: { score: first + 20 * score + second / 10, latency_ms: 50 - mean - spread * second },
          },
        }),
      ]);
      const { comparisons, undecided } = analysis.takeLook(records, look);
      const [primary, latency] = comparisons;
      return { undecided, verdict: primary?.verdict, status: latency?.guard?.status, latency };
    });
  }

  test('keep their variant in training until they are settled, and not beyond', () => {
    const [first, second, last] = takeLooks(0, 1.2);
    expect(first).toMatchObject({ verdict: 'improvement', status: 'not-shown', undecided: ['head'] });
    expect([second?.undecided, last?.undecided]).toContainEqual([]);
    expect(last).toMatchObject({ verdict: 'improvement', status: 'shown' });
    expect(takeLooks(0, 0.1)[0]).toMatchObject({ verdict: 'improvement', status: 'shown', undecided: [] });
    expect(takeLooks(-5, 0.1)[0]).toMatchObject({ verdict: 'improvement', status: 'worse', undecided: [] });
  });

  test('do not keep a variant in training that got worse on a primary metric', () => {
    expect(takeLooks(0, 1.2, -1)[0]).toMatchObject({
      verdict: 'regression',
      status: 'not-shown',
      undecided: [],
    });
  });

  test('stay as they were settled, with the numbers that settled them', () => {
    const looks = takeLooks(0, 0.1);
    expect(looks.at(-1)?.latency).toEqual(looks[0]?.latency);
    expect(looks.at(-1)?.latency).toMatchObject({ guard: { pairs: 6 }, baseline: { n: 6 } });
  });
});
