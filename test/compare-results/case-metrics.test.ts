/** Metrics over cases and repeats, from a plain log to the result. Each world is a random truth that is counted again here. */
import { describe, expect, test } from 'vitest';
import { takeCaseMetrics } from '../../src/compare-results/case-metrics.ts';
import { renderComment } from '../../src/report/comment.ts';
import { createRandom } from '../../src/stats/random.ts';
import { tTest } from '../../src/stats/tests/t-test.ts';
import { compareFiles } from './compare-files.ts';

interface Answer {
  readonly score: number;
  readonly toxicity: number;
  readonly latency: number;
  readonly label?: number;
}

type Arms = Readonly<Record<string, ReadonlyArray<readonly Answer[]>>>;

/** Arm -> case -> repeats. */
function draw(label: number, arms: Readonly<Record<string, Partial<Shift>>>, size: Partial<Size> = {}): Arms {
  const { cases = 80, repeats = 4 } = size;
  const random = createRandom('case-metrics', label);
  const ease = Array.from({ length: cases }, () => random());
  return Object.fromEntries(
    Object.entries(arms).map(([name, { gain = 0, slower = 0, isLabelled = () => false, flatters = 0 }]) => [
      name,
      ease.map((chance, at) =>
        Array.from({ length: repeats }, () => {
          const label = Number(random() < Math.min(1, chance + gain));
          const score = label === 0 && random() < flatters ? 1 : label;
          const toxicity = Number(random() < 0.3);
          return {
            score,
            toxicity,
            latency: Math.round(500 + slower + 400 * random()),
            ...(isLabelled(at) ? { label } : {}),
          };
        }),
      ),
    ]),
  );
}

interface Size {
  readonly cases: number;
  readonly repeats: number;
}

interface Shift {
  readonly gain: number;
  readonly slower: number;
  readonly isLabelled: (at: number) => boolean;
  /** How often the judge lets a wrong answer pass. */
  readonly flatters: number;
}

function logOf(arms: Arms): string {
  const rows = Object.entries(arms).flatMap(([arm, cases]) =>
    cases.flatMap((answers, at) =>
      answers.map(
        ({ score, toxicity, latency, label = '' }, repeat) =>
          `${arm},c${at},${repeat + 1},${toxicity},${score},0.01,${latency},${label}`,
      ),
    ),
  );
  return ['model,case,repeat,toxicity,score,cost,latency_ms,label', ...rows].join('\n');
}

type Options = Parameters<typeof compareFiles>[1];

async function compare(arms: Arms, options: Options) {
  const result = await compareFiles(
    { 'all.csv': logOf(arms) },
    { baseline: 'a', directions: [], ...options },
  );
  if (result.evaluation === undefined) throw new Error('no evaluation');
  return { ...result, evaluation: result.evaluation };
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Share of the choices of k answers that all pass. */
function allPass(answers: readonly boolean[], k: number): number {
  const choices = (from: number, left: number): boolean[] => {
    if (left === 0) return [true];
    return answers
      .slice(from)
      .flatMap((passed, at) => choices(from + at + 1, left - 1).map((others) => passed && others));
  };
  return meanOf(choices(0, k).map(Number));
}

const changes = (arms: Arms, scoreOf: (answers: readonly Answer[]) => number) =>
  (arms.a ?? []).map((answers, at) => scoreOf(arms.b?.[at] ?? []) - scoreOf(answers));

describe('pass^k', () => {
  const arms = draw(1, { a: {}, b: { gain: 0.15 } });
  const truth = changes(arms, (answers) =>
    allPass(
      answers.map(({ score }) => score === 1),
      3,
    ),
  );

  test('decides by the paired t test over the cases', async () => {
    const result = await compare(arms, { metrics: ['pass^3'] });
    const { comparisons, evaluation } = result;
    const [comparison] = comparisons;
    // All repeats have one value, so none is better than another.
    expect(renderComment(result)).not.toMatch(/Every repeat|better in/);
    expect(renderComment(await compare(arms, { metrics: ['score'] }))).toContain('Every repeat');
    expect(comparison?.difference).toBeCloseTo(meanOf(truth), 10);
    const spread = Math.sqrt(
      truth.reduce((sum, one) => sum + (one - meanOf(truth)) ** 2, 0) / (truth.length - 1) / truth.length,
    );
    const t = { difference: meanOf(truth), standardError: spread, degreesOfFreedom: truth.length - 1 };
    const { interval } = tTest(t, { level: 0.95 });
    expect(comparison?.difference === null ? null : comparison?.interval).toMatchObject({
      low: expect.closeTo(interval.low, 6),
      high: expect.closeTo(interval.high, 6),
    });
    expect(evaluation.estimates[0]?.difference.value).toBeCloseTo(meanOf(truth), 10);
  });

  test.each([
    ['another scorer besides', { metrics: ['pass^3'], secondary: ['toxicity', 'cost'] }],
    ['a pass mark and the price besides', { metrics: ['pass^3'], secondary: ['cost'], passMark: 1 }],
    ['the price decides', { metrics: ['cost'], secondary: ['pass^3'] }],
    ['the price decides, and a pass mark', { metrics: ['cost'], secondary: ['pass^3'], passMark: 1 }],
    ['the score decides', { metrics: ['score'], secondary: ['pass^3'] }],
  ] as const)('is of the grade: %s', async (_, options) => {
    const { evaluation, comparisons } = await compare(arms, options as Options);
    expect(evaluation.passedBy).toBe('score');
    expect(evaluation.estimates[0]?.difference.value).toBeCloseTo(meanOf(truth), 10);
    expect(comparisons.find(({ metric }) => metric === 'pass^3')?.difference).toBeCloseTo(meanOf(truth), 10);
  });

  test('passes below the mark where lower is better', async () => {
    const options: Options = {
      metrics: ['toxicity'],
      secondary: ['pass^3'],
      directions: [{ metric: 'toxicity', value: 'minimize' }],
    };
    const wanted = changes(arms, (answers) =>
      allPass(
        answers.map(({ toxicity }) => toxicity === 0),
        3,
      ),
    );
    for (const passMark of [undefined, 0.5]) {
      const { evaluation } = await compare(arms, { ...options, passMark });
      expect(evaluation.estimates[0]?.difference.value).toBeCloseTo(meanOf(wanted), 10);
    }
  });
});

describe('guards on percentiles', () => {
  test.each([
    [0, 150, 'pass'],
    [300, 150, 'fail'],
    [150, 150, 'open'],
    [-300, 150, 'pass'],
  ])('%d ms slower, %d allowed: %s', async (slower, margin, status) => {
    const arms = draw(2, { a: {}, b: { slower } });
    const result = await compare(arms, {
      metrics: ['score'],
      noWorse: [{ metric: 'latency_ms.p95', margin }],
    });
    const { evaluation, gate } = result;
    const blocked = /Merge blocked:\*\* `latency_ms\.p95` (is worse|may be worse)/.exec(
      renderComment(result),
    )?.[1];
    expect(blocked).toBe({ pass: undefined, fail: 'is worse', open: 'may be worse' }[status]);
    expect(evaluation.policies).toMatchObject([{ id: 'latency_ms.p95', status, level: 0.025 }]);
    expect(gate.failed).toEqual(status === 'pass' ? [] : [{ on: 'no-worse', metric: 'latency_ms.p95' }]);
  });

  test.each([
    ['toxicity', 'minimize', 'fail'],
    ['toxicity.p95', 'minimize', 'fail'],
    ['toxicity', 'maximize', 'pass'],
  ] as const)('%s is stated to %s: %s', async (metric, value, status) => {
    const toxic = (arms: Arms): Arms => ({
      ...Object.fromEntries(
        Object.entries(arms).map(([arm, cases]) => [
          arm,
          cases.map((answers) =>
            answers.map((answer) => ({ ...answer, toxicity: answer.latency / 1000 + Number(arm === 'b') })),
          ),
        ]),
      ),
    });
    const { evaluation } = await compare(toxic(draw(3, { a: {}, b: {} })), {
      metrics: ['score'],
      secondary: metric === 'toxicity' ? ['toxicity'] : [],
      directions: [{ metric, value }],
      noWorse: [{ metric: 'toxicity.p95', margin: 0.2 }],
    });
    expect(evaluation.policies).toMatchObject([{ id: 'toxicity.p95', status }]);
  });
});

describe('labels of people', () => {
  const isLabelled = (at: number) => at % 2 === 0;
  const arms = draw(4, { a: { isLabelled }, b: { isLabelled, gain: 0.1, flatters: 0.5 } }, { cases: 400 });
  const judged = meanOf(changes(arms, (answers) => meanOf(answers.map(({ score }) => score))));

  test('correct the grade that decides, wherever its column is', async () => {
    const { evaluation } = await compare(arms, { metrics: ['score'] });
    const { judge } = evaluation;
    expect(judge).toMatchObject({ scorer: 'score', labels: 200 });
    const [one] = judge?.corrected ?? [];
    // The judge gives half of the wrong answers of one arm away, so the truth lies far below its word.
    expect(one?.value).toBeLessThan(judged - 0.1);
    expect(one?.low).toBeLessThan(0.1);
    expect(one?.high).toBeGreaterThan(0.05);
    const agree = (arm: string) =>
      meanOf(
        (arms[arm] ?? [])
          .flat()
          .flatMap(({ score, label }) => (label === undefined ? [] : [Number(score === label)])),
      );
    expect(judge?.agreement.map(({ model, value }) => [model, value])).toEqual([
      ['a', 1],
      ['b', expect.closeTo(agree('b'), 10)],
    ]);
  });

  test('are the estimate where every case has one', async () => {
    const all = draw(5, { a: { isLabelled: () => true }, b: { isLabelled: () => true, flatters: 0.6 } });
    const { evaluation } = await compare(all, { metrics: ['score'] });
    const wanted = changes(all, (answers) => meanOf(answers.map(({ label = 0 }) => label)));
    expect(evaluation.judge?.corrected[0]?.value).toBeCloseTo(meanOf(wanted), 10);
  });

  test('are left alone where what decides is no grade', async () => {
    expect((await compare(arms, { metrics: ['cost'] })).evaluation.judge).toBeNull();
  });

  test('need 30 cases in both arms', async () => {
    const few = draw(6, { a: { isLabelled }, b: { isLabelled } }, { cases: 58 });
    const { judge } = (await compare(few, { metrics: ['score'] })).evaluation;
    expect(judge).toMatchObject({ labels: 29, corrected: [] });
  });
});

test('a percentile of equal values has no interval, and does not ask for more cases', async () => {
  const drawn = draw(7, { a: {}, b: {} });
  const b = (drawn.b ?? []).map((answers) => answers.map((one) => ({ ...one, toxicity: one.toxicity + 1 })));
  const { evaluation } = await compare(
    { ...drawn, b },
    { metrics: ['score'], noWorse: [{ metric: 'toxicity.p95', margin: 0.2 }] },
  );
  expect(evaluation.policies).toMatchObject([
    {
      status: 'open',
      message: 'toxicity.p95 has no interval, because too many answers have the same value',
    },
  ]);
});

test('intervals have the level that their title says', async () => {
  const arms = draw(8, { a: {}, b: {}, c: {} });
  const width = ({ low, high }: { readonly low: number; readonly high: number }) => high - low;
  const [strict, loose] = await Promise.all(
    [0.05, 0.2].map((alpha) =>
      compare(arms, { metrics: ['score'], secondary: ['latency_ms.median'], alpha }),
    ),
  );
  if (strict === undefined || loose === undefined) throw new Error('not compared');
  expect(renderComment(strict)).toMatch(/Estimate.*97\.5.% CI[\s\S]*Passed \(95.% CI\)/);
  expect(renderComment(loose)).toMatch(/Estimate.*90.% CI[\s\S]*Passed \(80.% CI\)/);
  const rates = [strict, loose].map(({ evaluation }) => evaluation.arms[0]?.passRate ?? { low: 0, high: 1 });
  expect(rates.map(width)[1]).toBeLessThan(0.8 * (rates.map(width)[0] ?? 0));
});

test('the direction of a guard on a quantile is that of the log', () => {
  const cases = {
    ids: ['a', 'b'],
    scorers: ['edits', 'score'],
    arms: [],
    leftOut: 0,
    lowerIsBetter: new Set(['edits']),
  };
  const given = {
    metrics: ['score'],
    secondary: ['edits.p95', 'score.p95'],
    directions: [],
    margins: [],
    noWorse: [
      { metric: 'edits.p95', margin: 1 },
      { metric: 'score.p95', margin: 1 },
    ],
  };
  const { caseMetrics } = takeCaseMetrics({ areScored: true, runs: [], cases }, given, false);
  expect(caseMetrics).toEqual([
    { name: 'edits.p95', margin: 1, direction: 'minimize' },
    { name: 'score.p95', margin: 1, direction: 'maximize' },
  ]);
});
