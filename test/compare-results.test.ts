import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MeasuredComparison } from '../src/analysis/compare/comparison.ts';
import { UserError } from '../src/config/user-error.ts';
import { renderHtml } from '../src/report/page/page.ts';
import { renderTitle } from '../src/report/title.ts';
import { createRandom, randomNormal } from '../src/stats/random.ts';
import type { ExperimentResult } from '../src/verdict/result.ts';
import { compareFiles, compareTable, measured, table } from './compare-results/compare-files.ts';

describe('shares of 1', () => {
  const accuracies = (b: number) =>
    table({ a: [0.79, 0.8, 0.81, 0.79], b: [b, 1.01 * b, 1.02 * b, 1.01 * b] }).replace('x', 'accuracy');

  test('that one model logs in percent are refused', async () => {
    await expect(compareTable(accuracies(81.7))).rejects.toThrow(
      /accuracy is read as 81.7, which is a percentage next to 0.81, a share of 1; log every value as 0–1/,
    );
    expect((await compareTable(accuracies(0.817))).verdict).not.toBe('invalid');
  });
});

test('a margin that was hardly meant in points is told of', async () => {
  const text = table({ a: [79, 80, 81, 79], b: [80, 80, 82, 81] }).replace('x', 'accuracy');
  const { provenance } = await compareTable(text, { margins: [{ metric: null, value: 0.005 }] });
  expect(provenance.notices).toEqual([
    'accuracy is logged as 0–100, so its margin 0.005 means 0.005 percentage points; did you mean 0.5?',
  ]);
});

describe('known answers', () => {
  // statsmodels test suite, made with R `t.test` and `equivalence::tost`.
  const X = [2.84, 2.51, 2.41, 2.95, 3.14, 3.79, 4.14, 3.85, 3.02, 3.45, 5.37, 3.81, 4.19, 3.16, 3.84];
  const Y = [2.6, 2.82, 2.18, 3.46, 4.01, 3.04, 3.47, 4.06, 2.91, 3.59, 4.51, 3.16, 3.86, 3.31, 3.02];

  test('paired t and equivalence, as R gives them', async () => {
    const c = await measured(table({ a: Y, b: X }), { margins: [{ metric: null, value: 0.6 }] });
    expect(c).toMatchObject({
      pairing: 'seed',
      degreesOfFreedom: 14,
      verdict: 'equivalent',
      better: { of: 15 },
    });
    expect(c.difference).toBeCloseTo(0.1646666666666667, 14);
    expect(c.standardError).toBeCloseTo(0.1357514067862445, 14);
    expect(c.statistic).toBeCloseTo(1.213001548676048, 13);
    expect(c.pValue).toBeCloseTo(0.245199929713149, 12);
    expect(c.interval.low).toBeCloseTo(-0.1264911434745851, 12);
    expect(c.interval.high).toBeCloseTo(0.4558244768079186, 12);
    expect(c.equivalence?.pValue).toBeCloseTo(0.003166881489265175, 14);
  });

  test('sign flips and Wilcoxon, as mlxtend and R give them', async () => {
    const c = await measured(
      table({ a: [2.11, 1.79, 2.71, 1.89, 1.69, 1.71, 2.01], b: [3.67, 1.72, 3.46, 2.6, 2.03, 2.1, 3.01] }),
    );
    expect(c.statistic).toBeCloseTo(3.379377, 7);
    expect(c.pValue).toBeCloseTo(0.01486923, 8);
    expect(c.signFlip).toEqual({ pValue: 0.03125, exact: true, smallestAttainable: 2 / 128 });
    expect(c.wilcoxon?.pValue).toBeCloseTo(0.03125, 14);
    expect(c.verdict).toBe('improvement');
  });

  test('Welch, from samples with published means and standard deviations', async () => {
    const c = await measured(table({ a: sample(3407, 0.41, 3.9), b: sample(3461, 0.7, 6.2) }, { b: 10_000 }));
    expect(c).toMatchObject({
      pairing: 'none',
      better: null,
      interval: { method: 'welch-t' },
      verdict: 'improvement',
    });
    expect(c.difference).toBeCloseTo(0.29, 12);
    expect(c.interval.low).toBeCloseTo(0.04538, 5);
    expect(c.interval.high).toBeCloseTo(0.53462, 5);
    expect(c.pValue).toBeCloseTo(0.02016, 5);
  });

  test('every number of the contract is there', async () => {
    const c = await measured(table({ a: Y, b: X }), { margins: [{ metric: null, value: 0.6 }] });
    const optional = [
      'reason',
      'cause',
      'stageWise',
      'permutation',
      'scopeReason',
      'testExamples',
      'crossed',
    ];
    for (const [name, value] of Object.entries(c)) {
      if (!optional.includes(name)) expect(value, name).not.toBeNull();
    }
    expect(Object.keys(c)).toEqual(
      expect.arrayContaining([
        ...['variant', 'metric', 'role', 'pairing', 'baseline', 'candidate', 'difference', 'standardError'],
        ...['degreesOfFreedom', 'statistic', 'interval', 'pValue', 'pValueAdjusted'],
        ...['significanceLevel', 'signFlip', 'wilcoxon', 'equivalence', 'effectSize'],
        ...['probabilityOfImprovement', 'power', 'verdict'],
      ]),
    );
  });

  /** Two values, half of the runs each (and the mean itself where they are odd), with exactly this mean and deviation. */
  function sample(n: number, mean: number, deviation: number): number[] {
    const even = n - (n % 2);
    const step = deviation * Math.sqrt((n - 1) / even);
    return Array.from({ length: n }, (_, index) =>
      index >= even ? mean : index % 2 ? mean + step : mean - step,
    );
  }
});

describe('the result', () => {
  test('is a full one of a fixed design with one look, and nothing was trained', async () => {
    const result = await compareTable(table({ a: [0.1, 0.2, 0.4], b: [0.2, 0.4, 0.5] }));
    expect(result).toMatchObject({
      schema: 'conclusive.result/1',
      design: {
        kind: 'fixed',
        minimumPairs: 3,
        maximumPairs: 3,
        looks: [{ pairs: 3, significanceLevel: 0.05, taken: true }],
      },
      models: [
        { name: 'a', runs: { ok: 3 } },
        { name: 'b', runs: { ok: 3 } },
      ],
      runs: { trained: 0, reused: 6, failures: [] },
    });
    expect(result.provenance.command).toMatch(
      /^conclusive compare \S+a\.csv --baseline a --direction maximize$/,
    );
  });

  test('holds several variants and metrics, the primary ones adjusted together', async () => {
    const text =
      'model,seed,f1,loss,note\n' +
      ['a,1,.5,1,x', 'a,2,.6,2,', 'a,3,.7,1.5,', 'b,1,.6,1.1,', 'b,2,.7,2.2,', 'b,3,.75,1.4,']
        .concat(['c,1,.7,1.2,', 'c,2,.9,2.2,', 'c,3,.75,1.5,', 'd,1,0,0,'])
        .join('\n');
    const result = await compareTable(text, {
      metrics: ['f1'],
      secondary: ['loss'],
      directions: [],
      variants: ['c', 'b'],
    });
    expect(result.comparisons.map(({ variant, metric, role }) => [variant, metric, role])).toEqual([
      ['c', 'f1', 'primary'],
      ['c', 'loss', 'secondary'],
      ['b', 'f1', 'primary'],
      ['b', 'loss', 'secondary'],
    ]);
    const [, secondary, b] = result.comparisons as MeasuredComparison[];
    expect(b?.pValueAdjusted).toBeCloseTo(2 * (b?.pValue ?? 0), 12);
    expect(secondary?.pValueAdjusted).toBeNull();
    // Lower is better, and positive is better.
    expect(secondary?.difference).toBeLessThan(0);
  });

  test('fails the gate as an experiment does', async () => {
    const worse = table({ a: [0.5, 0.61, 0.7, 0.72], b: [0.3, 0.4, 0.52, 0.5] });
    expect(await compareTable(worse)).toMatchObject({ verdict: 'regression', gate: { passed: false } });
    expect(await compareTable(worse, { failOn: ['never'] })).toMatchObject({ gate: { passed: true } });
    const open = table({ a: [0.5, 0.6, 0.7], b: [0.7, 0.5, 0.6] });
    expect(await compareTable(open)).toMatchObject({ verdict: 'inconclusive', gate: { passed: true } });
    expect(await compareTable(open, { failOn: ['inconclusive'] })).toMatchObject({ gate: { passed: false } });
  });
});

describe('too little or too uniform data is a verdict with its reason', () => {
  test.each([
    ['one seed', { a: [1], b: [2] }, 'inconclusive', /one seed pair has no spread/],
    ['constant arms', { a: [1, 1, 1, 1, 1], b: [2, 2, 2, 2, 2] }, 'inconclusive', /differ by exactly/],
    ['constant differences', { a: [1, 2, 3], b: [2, 3, 4] }, 'inconclusive', /differ by exactly/],
    [
      'values that overflow',
      { a: [1e308, -1e308, 0], b: [-1.7e308, 1.7e308, 1] },
      'inconclusive',
      /finite|too large/,
    ],
  ])('%s', async (_, arms, verdict, reason) => {
    const result = await compareTable(table(arms));
    expect(result.verdict).toBe(verdict);
    expect(JSON.stringify([result.reason, result.comparisons.map((c) => c.reason)])).toMatch(reason);
  });

  test.each([
    ['two tied pairs', { a: [1, 2], b: [1, 2] }],
    ['the same runs under two names', { a: [1, 2, 3, 4, 5, 6], b: [1, 2, 3, 4, 5, 6] }],
  ])('%s are no evidence of equivalence, whatever the margin', async (_, arms) => {
    for (const margins of [[], [{ metric: null, value: 0.5 }]]) {
      expect(await compareTable(table(arms), { margins })).toMatchObject({
        verdict: 'inconclusive',
        comparisons: [
          {
            cause: 'identical',
            difference: null,
            reason: expect.stringMatching(/^every pair is equal to the last digit\. Without spread/),
          },
        ],
      });
    }
  });

  test('means that overflow end the comparison and not the program', async () => {
    const text =
      'model,seed,x\na,0,-1.7976931348623157e308\na,4,-5.8e218\na,6,-1.7976931348623157e308\nb,1,0.7\nb,3,-1e113\nb,5,0\n';
    expect((await compareTable(text)).comparisons).toMatchObject([
      { verdict: 'inconclusive', difference: null },
    ]);
  });

  test('two pairs are compared, without an effect size', async () => {
    expect(await measured(table({ a: [1, 2], b: [1, 3] }))).toMatchObject({
      effectSize: null,
      degreesOfFreedom: 1,
    });
  });
});

describe('laws', () => {
  const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 8 });

  test('neither the order of rows nor their spread over files changes a number', async () => {
    await fc.assert(
      fc.asyncProperty(values, values, fc.infiniteStream(fc.nat(1000)), fc.nat(6), async (a, b, keys, at) => {
        const [header = '', ...rows] = table({ a, b }).trimEnd().split('\n');
        const shuffled = rows
          .map((row) => [keys.next().value ?? 0, row] as const)
          .sort(([one], [other]) => one - other)
          .map(([, row]) => row);
        const parts = [rows, shuffled.slice(0, at + 1), shuffled.slice(at + 1)].map((part) =>
          [header, ...part].join('\n'),
        );
        const [whole = '', one = '', two = ''] = parts;
        const straight = await compareTable(whole);
        const split = await compareFiles({ 'one.csv': one, 'two.csv': two }, { variants: ['b'] });
        expect(split.comparisons).toEqual(straight.comparisons);
        expect(split.verdict).toBe(straight.verdict);
      }),
      { numRuns: 4 },
    );
  });

  test('swapping the arms turns the difference', async () => {
    await fc.assert(
      fc.asyncProperty(values, values, async (a, b) => {
        const [one] = (await compareTable(table({ a, b }))).comparisons;
        const [other] = (await compareTable(table({ a, b }), { baseline: 'b' })).comparisons;
        if (
          one === undefined ||
          other === undefined ||
          one.difference === null ||
          other.difference === null
        ) {
          expect(other?.difference).toEqual(one?.difference);
        } else {
          expect(other.difference).toBeCloseTo(-one.difference, 12);
          expect(other.pValue).toBeCloseTo(one.pValue, 10);
        }
      }),
      { numRuns: 4 },
    );
  });

  test('whatever stands in a table, it is refused or gives a result without NaN', async () => {
    const value = fc.oneof(
      { weight: 8, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
      { weight: 8, arbitrary: fc.double({ min: 0.7, max: 0.8, noNaN: true }).map(String) },
      { weight: 4, arbitrary: fc.constantFrom('0', '-0', '0.75', '5e-324', '-1.7976931348623157e308') },
      { weight: 2, arbitrary: fc.constantFrom('', 'NaN', 'inf', '-Infinity', 'diverged', '1e999') },
    );
    const garbage = fc.constantFrom('"', "'", '83%', '0;5', '<img>', '@all', '\u202e', '#');
    const cell = fc.oneof({ weight: 99, arbitrary: value }, { weight: 1, arbitrary: garbage });
    const row = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(6).map(String), cell);
    const rows = fc.uniqueArray(row, {
      minLength: 4,
      maxLength: 20,
      selector: ([model, seed]) => model + seed,
    });
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const text = ['model,seed,x', ...cells.map((row) => row.join(','))].join('\n');
        const result = await compareTable(text, { failedRuns: 1 }).catch((error: unknown) => error);
        if (result instanceof UserError) return;
        if (result instanceof Error) throw result;
        compared += 1;
        // Drawing takes longer than all else.
        if (compared % 4 === 1) expect(renderHtml(result as ExperimentResult)).not.toMatch(/="[^"<>]*NaN/);
        expect(numbersOf(result).filter((number) => !Number.isFinite(number))).toEqual([]);
      }),
      { numRuns: 24 },
    );
    expect(compared).toBeGreaterThan(5);
  });

  function numbersOf(value: unknown): number[] {
    if (typeof value === 'number') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
  }
});

/** 14 pairs: seconds fall by `faster` ± 0.2, the loss rises by `worse` ± 0.0015. */
function speedRun(faster: number, worse: number): string {
  const random = createRandom('speed run', faster, worse);
  const rows = Array.from({ length: 14 }, (_, seed) => {
    const row = (model: string, seconds: number, loss: number) =>
      `${model},${seed},${10 - seconds + 0.14 * randomNormal(random)},${3.28 + loss + 0.001 * randomNormal(random)}`;
    return [row('a', 0, 0), row('head', faster, worse)].join('\n');
  });
  return ['model,seed,train_seconds,val_loss', ...rows, ''].join('\n');
}

const ASKED = {
  metrics: ['train_seconds'],
  directions: [{ metric: null, value: 'minimize' }],
  noWorse: [{ metric: 'val_loss', margin: 0.002 }],
} as const;

describe('--no-worse', () => {
  test.each([
    [1, 0, 'improvement', true, 'is faster by'],
    [1, 0.0019, 'inconclusive', false, 'val_loss may be worse by more than 0.002: '],
    [1, 0.006, 'regression', false, 'more than the 0.002 allowed'],
    [0, 0.006, 'regression', false, 'head raises val_loss by'],
  ] as const)('faster by %d, worse by %d: one verdict, %s', async (faster, worse, verdict, passed, words) => {
    const result = await compareTable(speedRun(faster, worse), ASKED);
    expect(result.verdict).toBe(verdict);
    expect(result.gate.passed).toBe(passed);
    expect(renderTitle(result)).toContain(words);
    expect(result.comparisons[1]).toMatchObject({
      metric: 'val_loss',
      role: 'secondary',
      guard: { margin: 0.002 },
    });
    expect(result.provenance.command).toMatch(/--no-worse val_loss.?=0.002/);
  });

  test('both parts are named in the headline', async () => {
    const headline = renderTitle(await compareTable(speedRun(1, 0), ASKED));
    expect(headline).toMatch(
      /^✅ head is faster by [01]\.\d+ s \(95.%.CI \S+ to \S+\), and no worse in val_loss$/,
    );
  });

  test.each([
    [{ noWorse: [{ metric: 'val_loss', margin: null }] }, '--no-worse val_loss=SIZE'],
    [{ noWorse: [{ metric: 'val_los', margin: 1 }] }, '--no-worse: no metric "val_los"'],
    [{ noWorse: [{ metric: 'train_seconds', margin: 1 }] }, '--no-worse: "train_seconds" appears twice'],
  ])('%j is refused', async (options, message) => {
    await expect(compareTable(speedRun(1, 0), { ...ASKED, ...options })).rejects.toThrow(message);
  });
});

describe('--min-effect', () => {
  const effect = (value: number) => ({ ...ASKED, noWorse: [], minEffects: [{ metric: null, value }] });

  test('asks for a gain above it', async () => {
    const found = await compareTable(speedRun(1, 0), effect(0.5));
    expect(found.verdict).toBe('improvement');
    expect(renderTitle(found)).toContain('above the 0.5 required');
    const open = await compareTable(speedRun(1, 0), effect(0.97));
    expect(open.verdict).toBe('inconclusive');
    expect(renderTitle(open)).toContain('Not proven to be at least 0.97');
    expect(open.provenance.command).toContain('--min-effect 0.97');
  });

  test('is not below the margin', async () => {
    const options = { ...effect(0.1), margins: [{ metric: null, value: 0.5 }] };
    await expect(compareTable(speedRun(1, 0), options)).rejects.toThrow('is below the margin (0.5)');
  });
});

describe('--baseline-value', () => {
  const VALUES = [3.2752, 3.2781, 3.2769, 3.2743, 3.279, 3.2775, 3.2768, 3.2761];
  const runs = (values: readonly number[] = VALUES, metric = 'val_loss') =>
    [`model,seed,${metric}`, ...values.map((value, seed) => `head,${seed},${value}`), ''].join('\n');
  const ASKING = {
    baseline: undefined,
    directions: [{ metric: null, value: 'minimize' }],
    baselineValues: [{ metric: null, value: 3.28 }],
  } as const;

  test("has scipy's p and interval of a one-sample t test", async () => {
    // scipy.stats.ttest_1samp(VALUES, 3.28): pvalue and confidence_interval(0.95)
    const result = await compareTable(runs(), ASKING);
    expect(renderTitle(result)).toMatch(/head improves val_loss by 0\.0033 \(.*\) against 3\.28$/);
    expect(result.comparisons[0]).toMatchObject({ pairing: 'value', verdict: 'improvement' });
    const [c] = result.comparisons;
    if (c?.difference == null) throw new Error('not measured');
    expect(c.pValue).toBeCloseTo(0.0005173011339974293, 12);
    expect(3.28 - c.interval.high).toBeCloseTo(3.2754618096363415, 12);
    expect(3.28 - c.interval.low).toBeCloseTo(3.278013190363659, 12);
    expect(result.provenance.command).toContain('--baseline-value 3.28');
  });

  test('is the test of the same runs paired with a constant, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 6, maxLength: 10 }),
        async (drawn) => {
          fc.pre(new Set(drawn).size > 3);
          const values = drawn.map((one) => 3.2 + one / 7000);
          const [fixed] = (await compareTable(runs(values), ASKING)).comparisons;
          const text = table({ a: values.map(() => 3.28), b: values });
          const pairs = await measured(text, { directions: ASKING.directions });
          expect(fixed).toMatchObject({
            pValue: pairs.pValue,
            interval: pairs.interval,
            signFlip: pairs.signFlip,
            studentised: pairs.studentised,
          });
        },
      ),
      { numRuns: 6 },
    );
  });

  test("has scipy's p over the test examples of one run", async () => {
    // scipy.stats.ttest_1samp([1] * 35 + [0] * 5, 0.7)
    const rows = Array.from({ length: 40 }, (_, id) => `${id},${id % 2},${id < 35 ? id % 2 : 1 - (id % 2)}`);
    const result = await compareFiles(
      { 'head.csv': ['id,label,prediction', ...rows, ''].join('\n') },
      { baseline: undefined, directions: [], baselineValues: [{ metric: null, value: 0.7 }] },
    );
    const [c] = result.comparisons;
    if (c?.difference == null) throw new Error('not measured');
    expect(c).toMatchObject({ scope: 'these-models', pairing: 'value', testExamples: 40 });
    expect(c.statistic).toBeCloseTo(3.304542328371662, 10);
    expect(c.pValue).toBeCloseTo(0.002046393028240145, 12);
    expect(result.scope).toBe('these-models');
  });

  test('leaves out the runs of a model that is called baseline', async () => {
    const others = VALUES.map((value, seed) => `baseline,${seed},${value + 1}`).join('\n');
    const both = await compareTable(`${runs()}${others}\n`, { ...ASKING, variants: ['head'] });
    const alone = await compareTable(runs(), ASKING);
    expect(both.comparisons).toEqual(alone.comparisons);
    expect(both.models).toEqual(alone.models);
    expect(both.checks.some(({ message }) => message === 'no run was started')).toBe(false);
  });

  test('takes the looks of a sequential design', async () => {
    const result = await compareTable(runs(), { ...ASKING, design: '6..25' });
    expect(result.design).toMatchObject({ kind: 'sequential' });
    expect(result.comparisons[0]).toMatchObject({ verdict: 'improvement', candidate: { n: 8 } });
  });

  test.each([
    [{ baseline: 'head' }, '--baseline-value: replaces --baseline'],
    [{ baselineValues: [{ metric: 'loss', value: 1 }] }, '--baseline-value: no metric "loss"'],
  ])('%j is refused', async (options, message) => {
    await expect(compareTable(runs(), { ...ASKING, ...options })).rejects.toThrow(message);
  });
});
