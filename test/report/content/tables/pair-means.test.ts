import { describe, expect, test } from 'vitest';
import { pairMeans } from '../../../../src/report/content/tables/pair-means.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { draws, MACRO_F1, moved, sampleResult } from '../../../support/sample-results.ts';
import * as samples from '../../../support/samples.ts';

const BASE = draws('twenty', 20, 0.81, 0.02);
const read = (result: ExperimentResult) => {
  const view = viewOf(result);
  return plainText(pairMeans(view, view.primary)).replaceAll('\u00a0', ' ');
};

describe('the means of pairs', () => {
  test('name the first comparisons over fewer pairs, and how many more there are', () => {
    const short = (label: string, n: number) => ({ macro_f1: moved(BASE.slice(0, n), label, 0.01, 0.01) });
    const many = sampleResult({
      metrics: [MACRO_F1],
      baseline: { macro_f1: BASE },
      variants: {
        a: short('a', 8),
        b: short('b', 9),
        c: short('c', 10),
        d: short('d', 11),
        e: short('e', 12),
      },
    });
    expect(read(many)).toMatch(
      /The Δ of a is over 8 pairs [^;]*; that of b is over 9 pairs [^;]*; that of c is over 10 pairs [^;]*; 2 more are over fewer pairs than runs, too\./,
    );
  });

  test.each([
    ['pairs', samples.better],
    ['arms without shared seeds', samples.unpaired],
    ['several metrics', samples.severalPrimary],
  ])('are not mentioned where all runs are in: %s', (_, result) => {
    expect(read(result)).toBe('');
  });
});
