import { describe, expect, test } from 'vitest';
import { finePrint } from '../../../../src/report/content/details/fine-print.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { plainBlocks } from '../../../support/plain.ts';
import * as samples from '../../../support/samples.ts';

const read = (result: ExperimentResult) => plainBlocks(finePrint(viewOf(result)));

describe('the fine print', () => {
  test('has the secondary metric and why the experiment stopped', () => {
    expect(read(samples.better)).toBe(
      '<sub>Secondary, exploratory: accuracy +0.6 pts [−0.3, +1.4]. Stopped after 8 of at most 25 pairs: the difference was decided.</sub>',
    );
  });

  test('says why a verdict does not hold for new test examples', () => {
    const scopeReason = 'baseline under seed 1 saved no predictions';
    const comparisons = samples.better.comparisons.map((one) => ({ ...one, scopeReason }));
    expect(read({ ...samples.better, comparisons })).toContain(
      'Not for new test examples: baseline under seed 1 saved no predictions.',
    );
    expect(read({ ...samples.better, comparisons, scope: 'new-examples' })).not.toContain(
      'new test examples',
    );
  });

  test('names the commits where no line above does', () => {
    expect(read(samples.inconclusive)).toContain('Measured: commit 4f2a91c against main@91be0d3.');
    expect(read(samples.better)).not.toContain('Measured');
  });

  test('says which split decided where it is not the test split', () => {
    expect(read({ ...samples.better, splits: { macro_f1: 'validation' } })).toMatch(
      /^<sub>Measured on the validation split: no run reports a value on a test split\./,
    );
  });
});
