import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../src/analysis/compare/comparison.ts';
import { type Claim, parseClaim } from '../../src/config/claim/claim.ts';
import type { Metric } from '../../src/config/file/normalise.ts';
import { judgeClaim } from '../../src/verdict/claim.ts';
import { ACCURACY, draws, LOG_LOSS, MACRO_F1, moved, sampleResult } from '../support/sample-results.ts';

const f1 = draws('f1', 12, 0.69, 0.01);
const loss = draws('loss', 12, 0.5, 0.02);
const accuracy = draws('accuracy', 12, 0.83, 0.01);

/** 12 pairs: F1 rises by 0.02 ± 0.004, accuracy by a point, the loss stays where it is. */
function measured(metrics: readonly Metric[] = [MACRO_F1, ACCURACY, LOG_LOSS]) {
  return sampleResult({
    metrics,
    baseline: { macro_f1: f1, accuracy, log_loss: loss },
    variants: {
      head: {
        macro_f1: moved(f1, 'f1 moved', 0.02, 0.004),
        accuracy: moved(accuracy, 'accuracy moved', 0.01, 0.001),
        log_loss: moved(loss, 'loss moved', 0, 0.004),
      },
    },
  });
}

function hold(text: string | readonly string[], { metrics, comparisons } = measured(), isInvalid = false) {
  const words = { metrics, variants: ['head'] };
  const claims = [text].flat().map((line) => {
    const claim = parseClaim(line as string, words);
    if ('problem' in claim) throw new Error(claim.problem);
    return claim;
  });
  const evidence = { metrics, variants: ['head'], comparisons, isInvalid };
  const result = judgeClaim([{ source: 'pull-request', claims }], evidence);
  if (result === null) throw new Error('nothing was claimed');
  return result;
}

/** Differences with a long tail to the left: by Student's law the interval at 0.05 begins at −0.840. */
const SKEWED = [-1.289, 0.195, -0.156, -0.082, -0.071, -0.365];

const skewed = (margin: number) =>
  sampleResult({
    metrics: [{ ...MACRO_F1, margin }],
    baseline: { macro_f1: SKEWED.map(() => 0) },
    variants: { head: { macro_f1: SKEWED } },
  });

const numbersOf = (comparisons: readonly Comparison[], metric: string) => {
  const found = comparisons.find((comparison) => comparison.metric === metric);
  if (found === undefined || found.difference === null) throw new Error(`${metric} is not measured`);
  return found;
};

describe('a claimed amount', () => {
  test.each([
    ['macro_f1 +0.01', 'supported', 'the difference is at least'],
    ['macro_f1 +0.02', 'not-shown', 'lies inside the interval'],
    ['macro_f1 +0.05', 'contradicted', 'less than the claimed 0.05'],
    ['macro_f1 -0.005', 'supported', 'the claim is at least −0.005'],
  ])('%s is %s', (text, status, reason) => {
    const { statements, ...whole } = hold(text);
    expect(whole).toEqual({ source: 'pull-request', status });
    expect(statements).toMatchObject([{ text: text.replace('-', '\u2212'), status, variant: 'head' }]);
    expect(statements[0]?.reason).toContain(reason);
  });

  test('turns with the direction of the metric: a loss that is claimed to fall', () => {
    expect(hold('log_loss -0.1').statements).toMatchObject([{ amount: 0.1, status: 'contradicted' }]);
    expect(hold('log_loss +0.02').statements).toMatchObject([{ amount: -0.02, status: 'supported' }]);
  });

  test('in points is a hundredth of a share, and a whole one where the metric is logged in percent', () => {
    const percent = (values: readonly number[]) => values.map((value) => 100 * value);
    const logged = sampleResult({
      metrics: [{ ...ACCURACY, role: 'primary' }],
      baseline: { accuracy: percent(accuracy) },
      variants: { head: { accuracy: percent(moved(accuracy, 'accuracy moved', 0.01, 0.001)) } },
    });
    expect(hold('accuracy +0.8 points').statements).toMatchObject([{ amount: 0.008, status: 'supported' }]);
    expect(hold('accuracy +0.8 %', logged).statements).toMatchObject([{ amount: 0.8, status: 'supported' }]);
  });

  test.each(['macro_f1', 'accuracy', 'log_loss'])(
    'in %s is held against the interval that is shown and that of the studentised bootstrap, whatever its role',
    (name) => {
      const result = measured([MACRO_F1, { ...ACCURACY, role: 'secondary' }, LOG_LOSS]);
      const { interval, studentised } = numbersOf(result.comparisons, name);
      const low = Math.min(interval.low, studentised?.interval.low ?? Number.NaN);
      const high = Math.max(interval.high, studentised?.interval.high ?? Number.NaN);
      const at = (amount: number) => {
        const change = name === 'log_loss' ? -amount : amount;
        return hold(`${name} ${change < 0 ? '' : '+'}${change.toFixed(12)}`, result).status;
      };
      expect([low - 1e-9, interval.low + 1e-9, high - 1e-9, high + 1e-9].map(at)).toEqual([
        'supported',
        'not-shown',
        'not-shown',
        'contradicted',
      ]);
    },
  );

  test('is not shown where the verdict was withheld', () => {
    const result = measured();
    const comparisons = result.comparisons.map((one) =>
      one.difference === null ? one : { ...one, verdict: 'inconclusive' as const, reason: 'withheld' },
    );
    expect(hold('macro_f1 +0.01', { ...result, comparisons }).statements).toMatchObject([
      { status: 'not-shown', reason: 'the verdict is inconclusive: withheld' },
    ]);
  });
});

describe('a claim of no regression', () => {
  test('is non-inferiority at the margin: the interval that is shown lies above it', () => {
    const result = measured();
    const withLow = (low: number) =>
      result.comparisons.map((one) =>
        one.difference === null ? one : { ...one, interval: { ...one.interval, low } },
      );
    const at = (low: number) =>
      hold('no regression in log_loss', { ...result, comparisons: withLow(low) }).statements;
    expect(at(-0.0099)).toMatchObject([
      {
        kind: 'no-regression',
        amount: -0.01,
        status: 'supported',
        reason: 'the difference is at least −0.0099, the margin allows a loss of 0.01',
      },
    ]);
    expect(at(-0.0101)).toMatchObject([{ status: 'not-shown' }]);
  });

  test('is not shown where the studentised bootstrap, which holds equivalence as well, does not confirm the t test', () => {
    const result = skewed(0.86);
    expect(numbersOf(result.comparisons, 'macro_f1').interval.low).toBeCloseTo(-0.8395, 3);
    expect(hold('no regression', result).statements).toMatchObject([
      {
        status: 'not-shown',
        reason: expect.stringMatching(/^two tests disagree, .*studentised bootstrap.*needed ≤ 0.0375/),
      },
    ]);
  });

  test('or of a small loss is cross-checked at that loss, not at zero', () => {
    const result = skewed(0.75);
    const { interval, studentised } = numbersOf(result.comparisons, 'macro_f1');
    const at = (amount: number) => hold(`macro_f1 ${amount.toFixed(9)}`, result).statements[0];
    expect(at(interval.low - 1e-6)).toMatchObject({
      status: 'not-shown',
      reason: expect.stringMatching(
        /^two intervals disagree, so add seeds: the interval of the studentised bootstrap/,
      ),
    });
    expect(at((studentised?.interval.low ?? 0) - 1e-6)).toMatchObject({ status: 'supported' });
  });

  test('without a metric speaks of all primary ones', () => {
    expect(hold('no regression').statements.map(({ metric }) => metric)).toEqual(['macro_f1', 'log_loss']);
  });

  test('needs a margin', () => {
    expect(hold('no regression in accuracy').statements).toMatchObject([
      { status: 'not-shown', amount: null, reason: expect.stringContaining('has no margin') },
    ]);
  });

  test('is contradicted by a regression, and not shown by too few runs', () => {
    const worse = (by: number, sd: number) =>
      sampleResult({
        metrics: [MACRO_F1],
        baseline: { macro_f1: f1 },
        variants: { head: { macro_f1: moved(f1, 'worse', by, sd) } },
      });
    expect(hold('no regression', worse(-0.02, 0.004)).status).toBe('contradicted');
    expect(hold('no regression', worse(0, 0.02)).status).toBe('not-shown');
  });
});

describe('a claim as a whole', () => {
  test('of an improvement follows the verdict', () => {
    expect(hold('improvement in macro_f1').status).toBe('supported');
    expect(hold('improvement in log_loss').statements).toMatchObject([
      { status: 'not-shown', reason: 'the verdict is equivalent' },
    ]);
  });

  test('is supported when all of it is, and contradicted when any of it is', () => {
    expect(hold(['macro_f1 +0.01', 'no regression']).status).toBe('supported');
    expect(hold(['macro_f1 +0.01', 'macro_f1 +0.02']).status).toBe('not-shown');
    expect(hold(['macro_f1 +0.01', 'macro_f1 +0.02', 'log_loss -0.1']).status).toBe('contradicted');
  });

  test('shows nothing where the comparison is broken', () => {
    expect(hold('macro_f1 +0.01', measured(), true).statements).toMatchObject([
      { status: 'not-shown', reason: 'the comparison itself is broken' },
    ]);
  });

  test('of two sources is supported when both are, and lays what is not at the door of its own', () => {
    const { metrics, comparisons } = measured();
    const source = (own: string, config: string) => {
      const claims = (line: string) => [parseClaim(line, { metrics, variants: ['head'] })] as Claim[];
      const claimed = [
        { source: 'pull-request', claims: claims(own) },
        { source: 'config', claims: claims(config) },
      ] as const;
      const result = judgeClaim(claimed, { metrics, variants: ['head'], comparisons, isInvalid: false });
      return [result?.status, result?.source, result?.statements.map((one) => one.source).join()];
    };
    const both = 'pull-request,config';
    expect(source('macro_f1 -1', 'macro_f1 +0.01')).toEqual(['supported', 'both', both]);
    expect(source('macro_f1 -1', 'macro_f1 +0.05')).toEqual(['contradicted', 'config', both]);
    expect(source('macro_f1 +0.05', 'macro_f1 +0.01')).toEqual(['contradicted', 'pull-request', both]);
  });

  test('is nothing where nothing is claimed', () => {
    const evidence = { metrics: [MACRO_F1], variants: ['head'], comparisons: [], isInvalid: false };
    expect(judgeClaim([{ source: 'config', claims: [] }], evidence)).toBeNull();
  });
});
