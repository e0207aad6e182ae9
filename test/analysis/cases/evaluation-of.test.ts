import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EvaluationSettings, evaluationOf } from '../../../src/analysis/cases/evaluation-of.ts';
import { evaluationSchema } from '../../../src/analysis/cases/evaluation-result.ts';
import type { CaseResult, CaseTable } from '../../../src/records/evaluations/evaluation.ts';
import { binomialInterval } from '../../../src/stats/estimates/binomial-interval.ts';
import '../../support/seeded-properties.ts';

type Scores = Readonly<Record<string, number>>;

interface Truth {
  /** Arm -> case -> scores by repeat. */
  readonly arms: Readonly<Record<string, Readonly<Record<string, readonly Scores[]>>>>;
  readonly scorers?: readonly string[];
  readonly isFixed?: boolean;
  readonly extra?: (id: string) => Partial<CaseResult>;
  readonly leftOutIds?: readonly string[];
}

function tableOf({ arms, scorers = ['score'], isFixed = false, extra, leftOutIds = [] }: Truth): CaseTable {
  const [first = {}] = Object.values(arms);
  const ids = Object.keys(first);
  return {
    ids,
    scorers,
    leftOut: leftOutIds.length,
    leftOutIds,
    arms: Object.entries(arms).map(([model, cases]) => ({
      model,
      isFixed,
      repeats: (cases[ids[0] ?? ''] ?? []).map(
        (_, repeat) =>
          new Map(
            ids.map((id) => [
              id,
              {
                id,
                repeat,
                scores: cases[id]?.[repeat] ?? {},
                error: null,
                answer: `${model} ${repeat + 1}`,
                isCached: false,
                show: null,
                ...extra?.(id),
              },
            ]),
          ),
      ),
    })),
  };
}

/** `'110'`: right, right, wrong. */
const graded = (cases: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(cases).map(([id, grades]) => [id, [...grades].map((grade) => ({ score: Number(grade) }))]),
  );

const evaluate = (
  truth: Truth,
  policy: Partial<EvaluationSettings['policy']> = {},
  settings: Partial<EvaluationSettings> = {},
) =>
  evaluationOf(tableOf(truth), {
    baseline: 'base',
    variants: ['head'],
    scorer: 'score',
    direction: 'maximize',
    alpha: 0.05,
    policy: { 'no-case-regresses': false, 'must-pass': [], ...policy },
    ...settings,
  });

const REGRESSES = { 'no-case-regresses': true };

describe('worked by hand', () => {
  const truth: Truth = {
    arms: {
      base: graded({ a: '111', b: '110', c: '000', d: '111' }),
      head: graded({ a: '000', b: '111', c: '100', d: '111' }),
    },
    extra: (id) => ({ show: `Prompt ${id}`, slices: id === 'd' ? ['easy'] : ['hard', 'hard'] }),
  };

  test('lists what is newly wrong and right, with the answers that show it', () => {
    const [head] = evaluate(truth).variants;
    expect(head).toMatchObject({ newlyWrongCount: 1, newlyRightCount: 2 });
    expect(head?.newlyWrong[0]).toEqual({
      id: 'a',
      baselinePassed: 3,
      variantPassed: 0,
      baselineScore: 1,
      variantScore: 0,
      pValue: expect.closeTo(0.05, 12),
      prompt: 'Prompt a',
      baselineAnswer: 'base 1',
      variantAnswer: 'head 1',
    });
    // 2 of 3 to 3 of 3 and 0 of 3 to 1 of 3 both have p = 1/2.
    expect(head?.newlyRight.map(({ id, pValue }) => [id, pValue])).toEqual([
      ['b', expect.closeTo(0.5, 12)],
      ['c', expect.closeTo(0.5, 12)],
    ]);
    expect(head?.newlyRight[0]).toMatchObject({ baselineAnswer: 'base 3', variantAnswer: 'head 1' });
  });

  test('counts wins by slice', () => {
    const [head] = evaluate(truth).variants;
    expect(head?.total).toEqual({ name: 'all', cases: 4, wins: 2, ties: 1, losses: 1 });
    expect(head?.slices).toEqual([
      { name: 'easy', cases: 1, wins: 0, ties: 1, losses: 0 },
      { name: 'hard', cases: 3, wins: 2, ties: 0, losses: 1 },
    ]);
  });

  test('counts wins by the metric that decides', () => {
    const flaky = {
      arms: {
        base: graded({ a: '110', b: '110', c: '111' }),
        head: graded({ a: '100', b: '111', c: '111' }),
      },
    };
    const winsBy = (deciding: string) => evaluate(flaky, {}, { deciding }).variants[0]?.total;
    expect(winsBy('score')).toMatchObject({ wins: 1, ties: 1, losses: 1 });
    expect(winsBy('pass^3')).toMatchObject({ wins: 1, ties: 2, losses: 0 });
  });

  test('describes the arms', () => {
    const [base] = evaluate(truth).arms;
    expect(base).toMatchObject({ model: 'base', repeats: 3, flipRate: 0.25, cost: null, latency: null });
    expect(base?.passRate?.value).toBeCloseTo(8 / 12, 12);
  });

  test('names the case that regresses, which as flaky a case makes chance', () => {
    const decide = (flaky: readonly [string, string]) =>
      evaluate(
        {
          arms: {
            base: graded({ a: '111', b: flaky[0], c: '111' }),
            head: graded({ a: '000', b: flaky[1], c: '111' }),
          },
        },
        REGRESSES,
      ).policies;
    const common = { id: 'no-case-regresses', variant: 'head', cases: ['a'], level: 0.05, estimate: null };
    expect(decide(['110', '111'])).toEqual([
      { ...common, status: 'fail', message: '1 case that always passed regresses', flaky: ['b'] },
    ]);
    expect(decide(['110', '100'])).toEqual([
      {
        ...common,
        status: 'open',
        message:
          '1 case that always passed now fails in at least half of 3 repeats (may be chance; 4 repeats could tell)',
        flaky: ['b'],
      },
    ]);
  });
});

describe('which cases pass', () => {
  const both = (scores: readonly Scores[]) => ({
    arms: { base: { a: scores, b: scores }, head: { a: scores, b: scores } },
  });
  const passedBy = (truth: Truth, passMark?: number, direction: 'maximize' | 'minimize' = 'maximize') => {
    const {
      passedBy: name,
      passMark: mark,
      arms,
    } = evaluate(truth, { 'pass-mark': passMark }, { direction });
    return [name, mark, arms[0]?.passRate?.value ?? null];
  };
  test.each([
    [
      'the log says it',
      { ...both([{ score: 0.3, passed: 1 }]), scorers: ['score', 'passed'] },
      undefined,
      ['passed', null, 1],
    ],
    [
      'a mark decides',
      { ...both([{ score: 0.3, passed: 1 }]), scorers: ['score', 'passed'] },
      0.5,
      ['score', 0.5, 0],
    ],
    ['a mark is reached', both([{ score: 0.5 }]), 0.5, ['score', 0.5, 1]],
    ['scores are 0 and 1', both([{ score: 1 }, { score: 0 }]), undefined, ['score', null, 0.5]],
    ['scores are others', both([{ score: 1 }, { score: 0.9 }]), undefined, [null, null, null]],
  ] as const)('%s', (_, truth, mark, expected) => {
    expect(passedBy(truth, mark)).toEqual(expected);
  });

  test('a lower score may be better', () => {
    expect(passedBy(both([{ score: 0.2 }]), 0.5, 'minimize')).toEqual(['score', 0.5, 1]);
    expect(passedBy(both([{ score: 0 }]), undefined, 'minimize')).toEqual(['score', null, 1]);
  });

  test('where it is unknown, lists are by score, and policies are refused with how to decide', () => {
    const truth = {
      arms: {
        base: { a: [{ score: 0.9 }], b: [{ score: 0.4 }] },
        head: { a: [{ score: 0.2 }], b: [{ score: 0.4 }] },
      },
    };
    const [head] = evaluate(truth).variants;
    expect(head).toMatchObject({ newlyWrongCount: 1, newlyRightCount: 0 });
    expect(head?.newlyWrong[0]).toMatchObject({
      id: 'a',
      baselinePassed: null,
      baselineScore: 0.9,
      variantScore: 0.2,
      pValue: null,
    });
    for (const policy of [REGRESSES, { 'must-pass': ['a'] }])
      expect(() => evaluate(truth, policy)).toThrow('set --pass-mark, or gate.cases.pass-mark');
  });
});

describe('answers that do not vary', () => {
  const arms = { base: graded({ a: '1', b: '1', c: '0' }), head: graded({ a: '0', b: '1', c: '1' }) };
  test.each([
    [true, 'fail', '1 case that passed now fails, and the answers do not vary'],
    [false, 'open', '1 case that passed now fails (may be chance; 4 repeats could tell)'],
  ])('fixed: %j is %s', (isFixed, status, message) => {
    expect(evaluate({ arms, isFixed }, REGRESSES).policies[0]).toMatchObject({
      status,
      message,
      cases: ['a'],
    });
  });
  test('and none that passed fails', () => {
    const better = { base: arms.base, head: graded({ a: '1', b: '1', c: '1' }) };
    expect(evaluate({ arms: better, isFixed: true }, REGRESSES).policies[0]).toMatchObject({
      status: 'pass',
      message: 'All 2 cases that passed still pass',
    });
  });
});

describe('cases that must pass', () => {
  const arms = {
    base: graded({ 'refund-1': '111', b: '111' }),
    head: graded({ 'refund-1': '110', b: '111' }),
  };
  const must = (...ids: string[]) =>
    evaluate({ arms, leftOutIds: ['late'] }, { 'must-pass': ids }).policies[0];
  test.each([
    [['b'], 'pass', 'The case that must pass does', []],
    [['refund-1', 'b'], 'fail', '1 case that must pass fails', ['refund-1']],
    [['late', 'b'], 'open', '1 case that must pass has no answer in some repeat', ['late']],
    [['late', 'refund-1'], 'fail', '1 case that must pass fails', ['refund-1']],
  ] as const)('%j: %s', (ids, status, message, cases) => {
    expect(must(...ids)).toMatchObject({ status, message, cases });
  });
  test('an unknown one is refused with a near name', () => {
    expect(() => must('refund-2')).toThrow('no arm has the case "refund-2"; did you mean "refund-1"?');
    expect(() => must('xyz')).toThrow('the cases are "refund-1", "b", "late"');
  });
});

describe('cost, latency and intervals', () => {
  const scores = [1, 2, 3].map((at) => ({ score: 1, cost: 0.01 * at, latency_ms: 100 * at }));
  const truth: Truth = {
    arms: { base: { a: scores, b: scores }, head: { a: scores, b: scores } },
    scorers: ['score', 'cost', 'latency_ms'],
  };
  test('are of all answers', () => {
    const [base] = evaluate(truth).arms;
    expect(base?.cost?.total).toBeCloseTo(0.12, 12);
    expect(base?.cost?.perCase).toBeCloseTo(0.02, 12);
    expect(base?.latency).toEqual({ median: 200, p95: 300 });
  });

  const one = graded(
    Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`c${at}`, at < 15 ? '1' : '0'])),
  );
  test('one repeat of independent cases has the exact interval', () => {
    const { low, high } = binomialInterval(15, 20);
    expect(evaluate({ arms: { base: one, head: one } }).arms[0]?.passRate).toEqual({
      value: 0.75,
      low,
      high,
    });
  });
  test('groups make it wider, and one group says nothing', () => {
    const widthOf = (group: (id: string) => string) => {
      const rate = evaluate({ arms: { base: one, head: one }, extra: (id) => ({ group: group(id) }) }).arms[0]
        ?.passRate;
      return (rate?.high ?? 0) - (rate?.low ?? 0);
    };
    const inPairs = widthOf((id) => `g${Math.floor(Number(id.slice(1)) / 5)}`);
    expect(inPairs).toBeGreaterThan(widthOf((id) => id) + 0.1);
    expect(widthOf(() => 'all')).toBe(1);
  });
});

test('texts are cut, and lists are bounded', () => {
  const grades = (grade: string) =>
    graded(Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`c${at}`, grade])));
  const result = evaluate(
    {
      arms: { base: grades('11111'), head: grades('00000') },
      extra: () => ({ show: `${'x'.repeat(499)}😀`, answer: 'y'.repeat(9999) }),
    },
    REGRESSES,
  );
  const [head] = result.variants;
  expect(head).toMatchObject({ newlyWrongCount: 80 });
  expect(head?.newlyWrong).toHaveLength(50);
  expect(head?.newlyWrong[0]?.prompt).toBe(`${'x'.repeat(499)}…`);
  expect(head?.newlyWrong[0]?.variantAnswer).toHaveLength(501);
  expect(result.policies[0]).toMatchObject({ status: 'fail', cases: { length: 50 } });
});

test('a table from a truth is counted as the truth has it', () => {
  const world = fc.record({
    cases: fc.integer({ min: 2, max: 12 }),
    repeats: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
    steady: fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 24, maxLength: 24 }),
    numbers: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
      minLength: 120,
      maxLength: 120,
    }),
  });
  fc.assert(
    fc.property(world, ({ cases, repeats, steady, numbers }) => {
      let next = 0;
      const armOf = (arm: number) =>
        graded(
          Object.fromEntries(
            Array.from({ length: cases }, (_, at) => [
              `c${at}`,
              Array.from({ length: repeats[arm] ?? 1 }, () =>
                (numbers[next++ % numbers.length] as number) < (steady[at + 12 * arm] as number) ? '1' : '0',
              ).join(''),
            ]),
          ),
        );
      const arms = { base: armOf(0), head: armOf(1) };
      const result = evaluationSchema.parse(evaluate({ arms }, REGRESSES));
      const share = (arm: keyof typeof arms, id: string) => {
        const grades = arms[arm][id] ?? [];
        return grades.filter(({ score }) => score === 1).length / grades.length;
      };
      const ids = Object.keys(arms.base);
      const worse = ids.filter((id) => share('head', id) < share('base', id) - 1e-12);
      const better = ids.filter((id) => share('head', id) > share('base', id) + 1e-12);
      const [head] = result.variants;
      expect(head?.newlyWrong.map(({ id }) => id).sort()).toEqual([...worse].sort());
      expect(head?.newlyRight.map(({ id }) => id).sort()).toEqual([...better].sort());
      expect(head?.total).toMatchObject({ wins: better.length, losses: worse.length });
      for (const [at, arm] of (['base', 'head'] as const).entries()) {
        const { passRate, flipRate } = result.arms[at] ?? {};
        const mean = ids.reduce((sum, id) => sum + share(arm, id), 0) / ids.length;
        expect(passRate?.value).toBeCloseTo(mean, 12);
        expect(passRate?.low).toBeLessThanOrEqual(mean + 1e-12);
        expect(passRate?.high).toBeGreaterThanOrEqual(mean - 1e-12);
        const flips = ids.filter((id) => share(arm, id) > 0 && share(arm, id) < 1).length;
        expect(flipRate).toBe(repeats[at] === 1 ? null : flips / ids.length);
      }
      const [policy] = result.policies;
      const always = worse.filter((id) => share('base', id) === 1);
      expect(policy?.flaky.sort()).toEqual(
        ids.filter((id) => share('base', id) > 0 && share('base', id) < 1).sort(),
      );
      for (const id of policy?.cases ?? []) expect(always).toContain(id);
      if (policy?.status === 'pass') expect(always.filter((id) => share('head', id) <= 0.5)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test.each([
  [5, 1, true],
  [100, 1, true],
  [10, 0.5, true],
  [1, 5, true],
  [1, 1, false],
  [5, 5, false],
  [0, 5, false],
])('labels up to %d of scores up to %d: refused is %s', (label, score, isRefused) => {
  const cases = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [`c${at}`, [{ score: at % 2 ? score : 0 }]]),
  );
  const described = () => evaluate({ arms: { base: cases, head: cases }, extra: () => ({ label }) });
  if (isRefused) expect(described).toThrow('write labels on the scale of "score"');
  else expect(described).not.toThrow();
});
