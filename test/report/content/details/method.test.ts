import { describe, expect, test } from 'vitest';
import { method } from '../../../../src/report/content/details/method.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { evaluate } from '../../../support/evaluation-samples.ts';
import { plainBlocks } from '../../../support/plain.ts';
import { draws, MACRO_F1, moved, sampleResult } from '../../../support/sample-results.ts';
import * as samples from '../../../support/samples.ts';

const rowOf = (result: ExperimentResult, title: string) =>
  method(viewOf(result))
    .flatMap((block) => (block.kind === 'table' ? block.table.rows : []))
    .map((row) => row.map(plainText))
    .find(([first]) => first === title);

describe('how it was decided', () => {
  test('does not promise a permutation of arms that are too large for one', () => {
    const large = sampleResult({
      metrics: [MACRO_F1],
      baseline: { macro_f1: draws('large', 201, 0.7, 0.02) },
      variants: { head: { macro_f1: draws('larger', 201, 0.71, 0.02) } },
      existed: true,
    });
    const text = plainBlocks(method(viewOf(large)));
    expect(text).toContain('no permutation test is needed');
    expect(text).not.toContain('permutation test of the two models');
  });

  test('has a row for either unit where one variant shares seeds and another does not', () => {
    const [paired] = samples.better.comparisons;
    const [unpaired] = samples.unpaired.comparisons;
    if (paired === undefined || unpaired === undefined) throw new Error('no comparison');
    const both = { ...samples.better, comparisons: [paired, { ...unpaired, variant: 'other' }] };
    expect(rowOf(both, 'pairs for a difference of the margin')).toEqual([
      expect.any(String),
      expect.stringMatching(/^58 /),
      '',
    ]);
    expect(rowOf(both, 'runs per arm for a difference of the margin')).toEqual([
      expect.any(String),
      '',
      expect.stringMatching(/^\d+/),
    ]);
  });

  test('names no seeds and no training data for an evaluation', async () => {
    const result = await evaluate({ arms: { base: 0, head: 0.1 } });
    const ofConfig = { ...result, design: { ...result.design, vary: ['init', 'order'] as const } };
    expect(plainBlocks(method(viewOf(ofConfig)))).not.toMatch(/\bseed|\btrain/);
  });

  test('has every p as it was before the correction', () => {
    const base = draws('base', 12, 0.7, 0.02);
    const two = sampleResult({
      metrics: [MACRO_F1],
      baseline: { macro_f1: base },
      variants: {
        a: { macro_f1: moved(base, 'a', 0.02, 0.01) },
        b: { macro_f1: moved(base, 'b', 0.004, 0.02) },
      },
    });
    expect(rowOf(two, 'p, unadjusted')).toEqual([
      'p, unadjusted',
      expect.stringMatching(/^<?0\.\d+$/),
      expect.stringMatching(/^0\.\d+$/),
    ]);
    expect(rowOf(samples.better, 'p, unadjusted')).toBeUndefined();
  });
});
