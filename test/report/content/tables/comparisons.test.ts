import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../../../src/analysis/compare/comparison.ts';
import { renderComment } from '../../../../src/report/comment.ts';
import { everyComparison } from '../../../../src/report/content/tables/comparisons.ts';
import { renderHtml } from '../../../../src/report/page/page.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { mean } from '../../../../src/stats/describe.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { huge } from '../../../support/extreme-samples.ts';
import { plainBlocks } from '../../../support/plain.ts';
import { draws, LOG_LOSS, MACRO_F1, moved, sampleResult } from '../../../support/sample-results.ts';
import * as samples from '../../../support/samples.ts';

const plain = (text: string) =>
  text
    .replaceAll('\u00a0', ' ')
    .replaceAll(/[`*]/g, '')
    .replace(/<[^>]*>/g, ' ');
const FORMS = [
  ['markdown', (result: ExperimentResult) => plain(renderComment(result))],
  [
    'HTML',
    (result: ExperimentResult) => {
      const [, section = ''] = /id="numbers">([\s\S]*?)<\/section>/.exec(renderHtml(result)) ?? [];
      return plain(section).replace(/ +/g, ' ');
    },
  ],
] as const;
const rowOf = (text: string, model: string) =>
  new RegExp(`^.*\\b${model}\\b.* ± .*$`, 'm').exec(text)?.[0] ?? '';

const BASE = draws('twenty', 20, 0.81, 0.02);
const SHARED = moved(BASE, 'z', 0.011, 0.008);
const shown = (value: number) => value.toFixed(3);

describe('the table of comparisons', () => {
  const partial = sampleResult({
    metrics: [MACRO_F1],
    baseline: { macro_f1: BASE },
    variants: { a: { macro_f1: moved(BASE.slice(0, 10), 'a', -0.006, 0.01) }, z: { macro_f1: SHARED } },
  });

  test.each(FORMS)(
    'has the baseline with all of its runs, whichever of them the first variant shares: %s',
    (_, read) => {
      const text = read(partial);
      expect(text).toContain(`${shown(mean(BASE))} ± `);
      expect(text).not.toContain(`${shown(mean(BASE.slice(0, 10)))} ± `);
      expect(text).toMatch(
        /Means are over all finished runs of a model\. The Δ of a is over 10 pairs that both finished, with means of 0\.\d{3} against 0\.\d{3} of the baseline\./,
      );
      const [, ofVariant, ofBaseline] = /means of (\S+) against (\S+) of/.exec(text) ?? [];
      expect(ofBaseline).toBe(shown(mean(BASE.slice(0, 10))));
      const [a] = partial.comparisons;
      expect(Number(ofVariant) - Number(ofBaseline)).toBeCloseTo(a?.difference ?? Number.NaN, 2);
    },
  );

  test('says how many runs each model has, and over how many pairs a difference is', () => {
    const text = plain(renderComment(partial));
    expect(rowOf(text, 'baseline')).toMatch(/^\| baseline \| +20 /);
    expect(rowOf(text, 'a')).toMatch(/^\| a +\| +10 .*\](, [\d.]+ %)? \(10 pairs\) /);
    expect(rowOf(text, 'z')).not.toContain('pairs');
  });

  test('has runs of a variant that the baseline has no partner for, and says that its difference is without them', () => {
    const longer = sampleResult({
      metrics: [MACRO_F1],
      baseline: { macro_f1: BASE.slice(0, 8) },
      variants: { a: { macro_f1: SHARED } },
    });
    const text = plain(renderComment(longer));
    expect(rowOf(text, 'a')).toMatch(
      new RegExp(`^\\| a +\\| +20 \\| +${shown(mean(SHARED)).replace('.', '\\.')} `),
    );
    expect(text).toContain('The Δ of a is over 8 pairs that both finished');
  });
});

describe('a verdict that a cross-check withholds', () => {
  const objection =
    'two tests disagree, so add seeds: the studentised bootstrap gives p 0.030, needed ≤ 0.0188';
  const withholding = (variants: readonly string[]): ExperimentResult => {
    const result = sampleResult({
      metrics: [MACRO_F1, LOG_LOSS],
      baseline: { macro_f1: BASE, log_loss: draws('loss', 20, 0.9, 0.03) },
      variants: Object.fromEntries(
        variants.map((name) => [name, { macro_f1: SHARED, log_loss: draws(name, 20, 0.9, 0.03) }]),
      ),
    });
    const comparisons = result.comparisons.map((one) => {
      const reason = one.metric === 'macro_f1' ? objection : null;
      return { ...one, verdict: 'inconclusive', reason } as Comparison;
    });
    return { ...result, verdict: 'inconclusive', comparisons };
  };

  test.each(FORMS)('is marked beside a p below its level: %s', (_, read) => {
    const text = read(withholding(['a']));
    expect(text.match(/⚪ inconclusive, not called/g)).toHaveLength(1);
    expect(text.match(/⚪ inconclusive(?!, not called)/g)?.length).toBeGreaterThan(0);
  });

  const alone = (reason: string): string => {
    const [first] = samples.better.comparisons;
    const comparisons = [{ ...first, verdict: 'inconclusive', reason } as Comparison];
    return plain(renderComment({ ...samples.better, verdict: 'inconclusive', comparisons }));
  };

  test.each([
    ['its metric', () => plain(renderComment(withholding(['a']))), 'macro‑F1 not called'],
    ['metric and variant', () => plain(renderComment(withholding(['a', 'b']))), 'macro‑F1 with b not called'],
    ['no name where it is the only one', () => alone(objection), 'Not called'],
  ])('is told with %s', (_, read, subject) => {
    expect(read()).toContain(`${subject}: ${objection}.`);
  });

  test('is not what a comparison is called that was given up', () => {
    const text = alone('stopped after 8 of at most 20 pairs: the chance of a verdict by then was 1.2 %');
    expect(text).toContain('Stopped after 8 of at most 20 pairs: ');
    expect(text).not.toMatch(/inconclusive, not called|Not called:/);
  });
});

test('of many comparisons 200 are shown', () => {
  const view = viewOf(huge());
  expect(plainBlocks(everyComparison(view))).toContain('300 more are in the result file.');
});

test('the first comparisons over fewer pairs are named, and how many more there are', () => {
  const short = (n: number) => ({ macro_f1: moved(BASE.slice(0, n), `of ${n}`, 0.01, 0.01) });
  const many = sampleResult({
    metrics: [MACRO_F1],
    baseline: { macro_f1: BASE },
    variants: { a: short(8), b: short(9), c: short(10), d: short(11), e: short(12) },
  });
  expect(plain(renderComment(many))).toMatch(
    /The Δ of a is over 8 pairs [^;]*; that of b is over 9 pairs [^;]*; that of c is over 10 pairs [^;]*; 2 more are over fewer pairs than runs, too\./,
  );
});
