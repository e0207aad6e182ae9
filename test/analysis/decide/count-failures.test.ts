import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyseOnce, startAnalysis } from '../../../src/analysis/decide/analyse.ts';
import { isCrossed } from '../../../src/analysis/decide/crossed-checks.ts';
import type { RunRecord, RunStatus } from '../../../src/records/record.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { record } from '../../checks/records.ts';
import { bothOf, crossedRows } from '../examples/predicted-records.ts';
import { metric } from '../metric.ts';

const request = (margin: number | null = null, direction: 'maximize' | 'minimize' = 'maximize') => ({
  experiment: 'e',
  metrics: [metric('m', { direction, margin })],
  variants: ['v'],
  alpha: 0.05,
});

interface Design {
  readonly pairs?: number;
  /** In standard deviations of a run. */
  readonly shift: number;
  readonly failed: Readonly<Record<string, readonly number[]>>;
  readonly status?: RunStatus;
  readonly sign?: 1 | -1;
}

function runs({ pairs = 25, shift, failed, status = 'diverged', sign = 1 }: Design): RunRecord[] {
  const random = createRandom('count failures');
  return ['baseline', 'v'].flatMap((model) =>
    Array.from({ length: pairs }, (_, seed) => {
      const value = sign * (0.8 + 0.01 * (randomNormal(random) + (model === 'v' ? shift : 0)));
      return failed[model]?.includes(seed)
        ? record(model, seed, { status, failure: 'NaN', metrics: {} })
        : record(model, seed, { metrics: { test: { m: value } } });
    }),
  );
}

const decide = (design: Design, margin: number | null = null) =>
  analyseOnce(request(margin, design.sign === -1 ? 'minimize' : 'maximize'), runs(design))[0];

describe('a small improvement', () => {
  test('stands where no run failed', () => {
    expect(decide({ shift: 1, failed: {} })).toMatchObject({ verdict: 'improvement', cause: null });
  });

  test.each(['diverged', 'crashed', 'timeout'] as const)(
    'is withheld beside two of 25 runs that %s',
    (status) => {
      const failed = { v: [3, 17] };
      expect(decide({ shift: 1, failed, status })).toMatchObject({
        verdict: 'inconclusive',
        cause: 'failures',
        reason:
          "2 of 25 runs of v failed, none of the baseline's; if failed runs count as the worst result, the improvement does not hold",
      });
    },
  );

  test('is the same where less is better, and so is a regression beside failures of the baseline', () => {
    expect(decide({ shift: 1, failed: {}, sign: -1 })).toMatchObject({ verdict: 'improvement' });
    expect(decide({ shift: 1, failed: { v: [3, 17] }, sign: -1 })).toMatchObject({ cause: 'failures' });
    expect(decide({ shift: -0.9, failed: {} })).toMatchObject({ verdict: 'regression' });
    expect(decide({ shift: -0.9, failed: { baseline: [3, 17] } })).toMatchObject({
      cause: 'failures',
      reason:
        "none of 25 runs of v failed, 2 of 25 of the baseline's; if failed runs count as the worst result, the regression does not hold",
    });
  });

  test('gains nothing from failures of the baseline, and loses nothing by them', () => {
    expect(decide({ shift: 1, failed: { baseline: [3, 17] } })).toMatchObject({ verdict: 'improvement' });
    expect(decide({ shift: 0.1, failed: { baseline: [1, 2, 3, 4, 5, 6] } })).toMatchObject({
      verdict: 'inconclusive',
      cause: null,
    });
  });
});

test('a large improvement stands beside a failed run, and not beside many', () => {
  expect(decide({ shift: 6, failed: { v: [3] } })).toMatchObject({ verdict: 'improvement' });
  const half = Array.from({ length: 12 }, (_, seed) => seed);
  expect(decide({ shift: 6, failed: { v: half } })).toMatchObject({ cause: 'failures' });
});

test('equivalence is not shown by the runs that survived', () => {
  expect(decide({ shift: 0, failed: {} }, 0.012)).toMatchObject({ verdict: 'equivalent' });
  expect(decide({ shift: 0, failed: { v: [1, 5, 9, 12] } }, 0.012)).toMatchObject({
    verdict: 'inconclusive',
    cause: 'failures',
    reason: expect.stringContaining('equivalence is not shown'),
  });
});

test('a verdict that is withheld at a look is tried again at the next', () => {
  const takeLooks = (shift: number, failed: readonly number[]) => {
    const all = runs({ pairs: 40, shift, failed: { v: failed } });
    const analysis = startAnalysis({ ...request(), looks: [20, 40] });
    return [20, 40].map((pairs, look) =>
      analysis.takeLook(
        all.filter(({ seed }) => seed < pairs),
        look,
      ),
    );
  };
  const withheld = [0.8, 1, 1.2, 1.4, 1.6, 1.8, 2]
    .map((shift) => takeLooks(shift, [1, 2]))
    .filter(([first]) => first?.comparisons[0]?.cause === 'failures');
  expect(withheld.length).toBeGreaterThan(0);
  for (const [first, last] of withheld) {
    expect(first?.undecided).toEqual(['v']);
    expect(last?.comparisons).toMatchObject([{ verdict: 'improvement' }]);
  }
});

test('swapped arms are withheld alike, and a failure of either arm never turns an open question into a verdict', () => {
  const seeds = fc.uniqueArray(fc.integer({ min: 0, max: 11 }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.double({ min: -3, max: 3, noNaN: true }), seeds, seeds, (shift, ofBaseline, ofVariant) => {
      const own = runs({ pairs: 12, shift, failed: { baseline: ofBaseline, v: ofVariant } });
      const swapped = own.map((run) => ({ ...run, model: run.model === 'v' ? 'baseline' : 'v' }));
      const [one, other] = [own, swapped].map((records) => analyseOnce(request(), records)[0]);
      expect(other?.cause).toBe(one?.cause);
      const turned = { improvement: 'regression', regression: 'improvement' } as const;
      expect(other?.verdict).toBe(turned[one?.verdict as 'improvement'] ?? one?.verdict);
      const survivors = own.filter(({ status }) => status === 'ok');
      const without = analyseOnce(request(), survivors)[0];
      if (one?.verdict !== 'inconclusive') expect(one?.verdict).toBe(without?.verdict);
    }),
    { numRuns: 8 },
  );
});

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

/** Decides over examples, with this many failed runs of the variant. */
async function decideOverExamples(failed: number) {
  const runs = bothOf(SEEDS, { gain: 0.12, examples: 120 }).map((run) =>
    run.model === 'head' && run.seed <= failed ? { ...run, more: { status: 'diverged' as const } } : run,
  );
  const metrics = [metric('accuracy')];
  const { records, rows } = crossedRows(runs, metrics);
  const request = { experiment: 'e', metrics, variants: ['head'], alpha: 0.05 };
  const [comparison] = analyseOnce(request, records, { examples: await rows.read(records) });
  if (comparison === undefined || comparison.difference === null || !isCrossed(comparison))
    throw new Error('not measured over examples');
  return comparison;
}

test('a verdict for new examples stands with a failure that is counted, or is withheld', async () => {
  expect(await decideOverExamples(0)).toMatchObject({ verdict: 'improvement', cause: null });
  expect(await decideOverExamples(4)).toMatchObject({ verdict: 'inconclusive', cause: 'failures' });
});

test('what seeds alone would let stand, new examples do not', async () => {
  const verdicts = await Promise.all(
    [1, 2, 3].map(async (failed) => (await decideOverExamples(failed)).verdict),
  );
  const { crossed, pValue } = await decideOverExamples(1);
  // The seeds alone are sure of it.
  expect(crossed.seedsPValue).toBeLessThan(pValue / 100);
  expect(verdicts).toContain('inconclusive');
});
