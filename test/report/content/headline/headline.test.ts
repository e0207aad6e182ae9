import { describe, expect, test } from 'vitest';
import type { Comparison, MeasuredComparison, Verdict } from '../../../../src/analysis/compare/comparison.ts';
import type { Metric } from '../../../../src/config/file/normalise.ts';
import { headline } from '../../../../src/report/content/headline/headline.ts';
import { nextStep } from '../../../../src/report/content/headline/next-step.ts';
import { subline } from '../../../../src/report/content/headline/subline.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { inlineMarkdown } from '../../../../src/report/markdown/inline.ts';
import type { Phrase } from '../../../../src/report/phrase.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ClaimStatement } from '../../../../src/verdict/claim.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { mixed } from '../../../support/mixed-verdicts.ts';
import { ACCURACY, LOG_LOSS, MACRO_F1 } from '../../../support/sample-results.ts';
import * as samples from '../../../support/samples.ts';

const text = (phrase: Phrase) => plainText(phrase).replaceAll('\u00a0', ' ').replaceAll('\u2011', '-');
const read = (result: ExperimentResult) => text(headline(viewOf(result)));

const [measured] = samples.better.comparisons as readonly [MeasuredComparison];

/** Where the interval of each verdict lies, in margins. */
const PLACES: Readonly<
  Record<Exclude<Verdict, 'invalid'>, readonly [low: number, estimate: number, high: number]>
> = {
  improvement: [1.5, 4, 6.5],
  regression: [-6, -3.5, -1.2],
  equivalent: [-0.5, -0.1, 0.3],
  inconclusive: [-1.2, 0.7, 2.4],
};
type Place = keyof typeof PLACES;
const METRICS: ReadonlyArray<Metric & { readonly margin: number }> = [
  { ...MACRO_F1, margin: 0.005 },
  { ...ACCURACY, role: 'primary', margin: 0.005 },
  { ...LOG_LOSS, margin: 0.01 },
];
const SCALES = [1, 1e-5, 300];
const NAMES = ['head', '@octocat/[x](http://evil.example) | `a`\n# big'];
const CLAIMS = ['amount', 'improvement', 'no-regression', 'no-change'] as const;
const STATUSES = ['supported', 'contradicted', 'not-shown'] as const;

interface Case {
  readonly verdict: Place;
  readonly metric: (typeof METRICS)[number];
  readonly scale: number;
  readonly variants: readonly string[];
  readonly claim: {
    readonly kind: (typeof CLAIMS)[number];
    readonly status: (typeof STATUSES)[number];
  } | null;
  readonly guard: 'shown' | 'not-shown' | 'worse' | null;
}

function resultOf({ verdict, metric, scale, variants, claim, guard }: Case): ExperimentResult {
  const margin = metric.margin * scale;
  const [low, estimate, high] = PLACES[verdict].map((place) => place * margin) as [number, number, number];
  const sd = { ...measured.baseline, mean: 0.7 * scale, standardDeviation: margin };
  const base: MeasuredComparison = {
    ...measured,
    metric: metric.name,
    role: 'primary',
    verdict,
    baseline: sd,
    candidate: sd,
    difference: estimate,
    estimate,
    interval: { level: 0.95, low, high, method: 'student-t' },
    equivalence: { ...(measured.equivalence as NonNullable<typeof measured.equivalence>), margin },
  };
  const primary = variants.map((variant) => ({ ...base, variant }));
  const guarding = {
    margin,
    pValue: 0.5,
    pValueAdjusted: 0.5,
    significanceLevel: 0.05,
    pairs: 8,
    reason: null,
  };
  const guards =
    guard === null
      ? []
      : variants.map(
          (variant): Comparison => ({
            ...base,
            variant,
            metric: 'val_loss',
            role: 'secondary',
            verdict: guard === 'worse' ? 'regression' : 'inconclusive',
            estimate: guard === 'worse' ? -3 * margin : 0.1 * margin,
            interval: {
              level: 0.95,
              low: (guard === 'worse' ? -4 : -1.5) * margin,
              high: (guard === 'worse' ? -2 : 1.7) * margin,
              method: 'student-t',
            },
            guard: { ...guarding, status: guard },
          }),
        );
  const overall =
    guard === 'worse'
      ? 'regression'
      : guard === 'not-shown' && verdict === 'improvement'
        ? 'inconclusive'
        : verdict;
  const statements = claim === null ? [] : [statementOf(claim, base, variants[0] ?? '')];
  return {
    ...samples.better,
    verdict: overall,
    metrics: [
      { ...metric, margin },
      { ...LOG_LOSS, name: 'val_loss', role: 'secondary', margin },
    ],
    models: samples.better.models.slice(0, 1),
    comparisons: [...primary, ...guards],
    checks: [],
    claim: claim === null ? null : { source: 'pull-request', status: claim.status, statements },
  };
}

function statementOf(
  claim: NonNullable<Case['claim']>,
  { metric, interval }: MeasuredComparison,
  variant: string,
): ClaimStatement {
  const size = Math.abs(interval.high) + 1e-3;
  const amount = claim.kind !== 'amount' ? null : claim.status === 'supported' ? interval.low : size;
  return {
    source: 'pull-request',
    text: 'the claim',
    metric,
    variant,
    interval: null,
    amount,
    reason: '',
    ...claim,
  };
}

function* cases(): Generator<Case> {
  const claims = [null, ...CLAIMS.flatMap((kind) => STATUSES.map((status) => ({ kind, status })))];
  for (const verdict of Object.keys(PLACES) as Place[])
    for (const metric of METRICS)
      for (const scale of SCALES)
        for (const variants of [...NAMES.map((name) => [name]), ['a', 'b', 'c']])
          for (const claim of claims)
            for (const guard of [null, 'shown', 'not-shown', 'worse'] as const)
              if (!contradicts(verdict, claim)) yield { verdict, metric, scale, variants, claim, guard };
}

/** No analysis gives such a claim with this verdict. */
function contradicts(verdict: Place, claim: Case['claim']): boolean {
  if (claim === null) return false;
  const { kind, status } = claim;
  if (kind === 'no-change')
    return (
      (status === 'supported') !== (verdict === 'equivalent') ||
      (status === 'not-shown') !== (verdict === 'inconclusive')
    );
  if (status === 'supported')
    return verdict === 'regression' || (kind !== 'no-regression' && verdict !== 'improvement');
  if (status === 'contradicted') return kind === 'amount' ? false : verdict !== 'regression';
  return verdict === 'regression' || (kind !== 'amount' && verdict === 'improvement');
}

const GLYPHS: Readonly<Record<Verdict, string>> = {
  improvement: '✅',
  regression: '❌',
  equivalent: '🟰',
  inconclusive: '⚪',
  invalid: '⛔',
};
const CLAIM_GLYPHS = { supported: /^(✅|🟰)/u, contradicted: /^❌ Disproven/, 'not-shown': /^⚪ Not proven/ };
const NUMBER = String.raw`[+−]?(?:\d+(?:\.\d+)?(?:e[+−]?\d+)?)`;
const RANGE = `${NUMBER}(?: higher)? to ${NUMBER}(?: (?:lower|higher))?`;
const INTERVAL = new RegExp(String.raw`\(95 % CI ${RANGE}\)`);
const all = [...cases()];

describe(`the headline of each of ${all.length} results`, () => {
  const told = all.map((one) => {
    const result = resultOf(one);
    return { one, result, view: viewOf(result), line: read(result) };
  });
  type Told = (typeof told)[number];
  const broken = (isKept: (one: Told) => boolean) =>
    told
      .filter((one) => !isKept(one))
      .map(({ line, one }) => `${line} ${JSON.stringify(one)}`)
      .slice(0, 3);

  test('is one line of at most 200 characters', () => {
    expect(broken(({ line }) => !line.includes('\n') && line.length <= 200)).toEqual([]);
  });

  test('starts with the sign of the claim, or of the verdict', () => {
    expect(
      broken(({ line, one: { claim }, result }) =>
        claim === null || (result.verdict === 'regression' && claim.status !== 'contradicted')
          ? line.startsWith(GLYPHS[result.verdict])
          : CLAIM_GLYPHS[claim.status].test(line),
      ),
    ).toEqual([]);
  });

  test('has a number and its interval, or what bounds it', () => {
    expect(
      broken(({ line, view }) => {
        if (line.includes('the data show')) return new RegExp(`the data show ${RANGE}`).test(line);
        if (line.startsWith('🟰'))
          return (
            new RegExp(`${NUMBER}.*, within ±${NUMBER}$`).test(line) &&
            new RegExp(`95 % CI ${RANGE}`).test(text(subline(view)))
          );
        return INTERVAL.test(line);
      }),
    ).toEqual([]);
  });

  test('never says the opposite of its verdict', () => {
    expect(
      broken(({ line, result: { verdict } }) => {
        if (line.includes(' improves ')) return verdict === 'improvement';
        if (/ (?:lowers|raises) /.test(line)) return verdict === 'regression';
        if (line.includes('No meaningful change')) return verdict === 'equivalent';
        return !line.includes('Too close to call') || verdict === 'inconclusive';
      }),
    ).toEqual([]);
  });

  test('gives a size inside its interval', () => {
    const value = (number = '') => Number(number.replace('−', '-').replace('+', ''));
    const sized = new RegExp(String.raw`by (${NUMBER})(?: points)? \(95 % CI (${NUMBER}) to (${NUMBER})\)`);
    expect(
      broken(({ line }) => {
        const [, size, low, high] = sized.exec(line) ?? [];
        return (
          size === undefined || (value(low) <= value(size) && value(size) <= value(high) && value(low) > 0)
        );
      }),
    ).toEqual([]);
  });

  test('names what to do unless the verdict is final', () => {
    expect(
      broken(({ result, view, one: { claim } }) => {
        const next = text(nextStep(view));
        const isOpen =
          result.verdict === 'inconclusive' ||
          (claim !== null && claim.status !== 'supported' && result.verdict !== 'regression');
        return (!isOpen || next.startsWith('Next: ')) && !next.includes('\n') && next.length < 240;
      }),
    ).toEqual([]);
  });

  test('escapes names', () => {
    const lines = told
      .flatMap(({ view }) => [headline(view), subline(view), nextStep(view)])
      .map(inlineMarkdown);
    expect(
      lines.filter((line) => /@octocat|evil|\[x\]/.test(line.replaceAll(/(`+).*?[^`]\1(?!`)/g, ''))),
    ).toEqual([]);
    expect(lines.filter((line) => line.includes('\n'))).toEqual([]);
  });
});

describe('headline', () => {
  test.each<[what: string, cells: string, overall: Verdict, expected: string]>([
    [
      'a gain',
      'a macro_f1 improvement',
      'improvement',
      '✅ a improves macro-F1 by 0.020 (95 % CI 0.010 to 0.030)',
    ],
    [
      'a loss that falls',
      'a log_loss improvement',
      'improvement',
      '✅ a improves log loss by 0.020 (95 % CI 0.010 to 0.030)',
    ],
    [
      'a loss that rises',
      'a log_loss regression',
      'regression',
      '❌ a raises log loss by 0.020 (95 % CI 0.010 to 0.030)',
    ],
    [
      'bad news beside good',
      'a macro_f1 regression, a log_loss improvement',
      'regression',
      '❌ a lowers macro-F1 by 0.020 (95 % CI 0.010 to 0.030)',
    ],
    [
      'a difference that is withheld',
      'a macro_f1 inconclusive',
      'inconclusive',
      '⚪ Not confirmed: macro-F1 +0.020 (95 % CI +0.010 to +0.030)',
    ],
  ])('of %s', (_, cells, overall, expected) => {
    const compared = cells.split(', ').map((cell) => cell.split(' ') as [string, string, Verdict]);
    expect(read(mixed(overall, compared))).toBe(expected);
  });

  test('of the samples', () => {
    expect(Object.values(samples).filter(isResult).map(read)).toMatchInlineSnapshot(`
      [
        "✅ head improves macro-F1 by 0.021 (95 % CI 0.005 to 0.038)",
        "❌ head lowers accuracy by 1.7 points (95 % CI 1.1 to 2.4)",
        "🟰 No meaningful change: accuracy −0.08 points, within ±0.5",
        "⚪ Too close to call: macro-F1 of variant-b −0.005 (97.5 % CI −0.017 to +0.007)",
        "⛔ Can't compare: data/test.csv (head) differs from the baseline's, so the scores do not measure the same thing",
        "⛔ Can't compare: code changed during the runs: head (checkpoints/last.pt)",
        "⛔ Can't compare head: 3 of 8 runs did not finish: seed 6 (diverged), 7 (crashed), 8 (crashed)",
        "✅ head improves macro-F1 by 0.022 (95 % CI 0.013 to 0.032)",
        "⚪ Too close to call: macro-F1 +0.014 (95 % CI −0.016 to +0.044)",
        "✅ bag improves log loss by 0.035 (98.75 % CI 0.025 to 0.046)",
        "✅ head improves macro-F1 by 0.021 (95 % CI 0.005 to 0.038)",
      ]
    `);
  });

  test.each([
    [[1, 2], 'both'],
    [[1, 2, 3], 'all 3'],
  ])('of runs %j that all crashed names the error', (seeds, which) => {
    const failures = seeds.map((seed) => ({
      model: 'head',
      seed,
      status: 'crashed' as const,
      message: `exit code 1\nTraceback (most recent call last):\n  File "/home/ci/train.py", line 14, in <module>\nNameError: 'deepness'`,
    }));
    const models = samples.better.models.map((model) =>
      model.name === 'head' ? { ...model, runs: {} } : model,
    );
    const runs = { ...samples.better.runs, failures };
    const result = { ...samples.better, verdict: 'invalid', models, runs } as ExperimentResult;
    expect(read(result)).toBe(`⛔ Can't compare: ${which} head runs crashed (NameError: 'deepness')`);
    expect(text(nextStep(viewOf(result)))).toBe('Next: fix train.py:14, then push');
  });

  test('of equal results that were claimed', () => {
    const [one] = samples.better.comparisons as readonly [Comparison];
    const equal = {
      variant: one.variant,
      metric: one.metric,
      role: 'primary',
      pairing: 'seed',
      verdict: 'equivalent',
      cause: 'identical',
      difference: null,
      reason: 'equal',
    } as const;
    const result: ExperimentResult = { ...samples.better, verdict: 'equivalent', comparisons: [equal] };
    expect(read(result)).toBe('🟰 No change: all 8 pairs are identical');
  });
});

function isResult(value: unknown): value is ExperimentResult {
  return typeof value === 'object' && value !== null && 'comparisons' in value;
}
