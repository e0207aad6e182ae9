import { describe, expect, test } from 'vitest';
import { finePrint } from '../../../../src/report/content/details/fine-print.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { plainBlocks } from '../../../support/plain.ts';
import * as samples from '../../../support/samples.ts';

const read = (result: ExperimentResult) => plainBlocks(finePrint(viewOf(result)));
const chance = (low: number): ExperimentResult['testSetChances'][number] => ({
  variant: 'head',
  metric: 'macro_f1',
  pairing: 'seed',
  seeds: 8,
  examples: 500,
  resamples: 2000,
  difference: 0.021,
  standardError: 0.01,
  interval: { level: 0.95, low, high: 0.04, method: 'multi-bootstrap' },
  pValue: 0.06,
  shares: null,
  standardErrors: { seeds: 1, examples: 1, total: 1, withTwiceTheSeeds: 1, withTwiceTheExamples: 1 },
  advice: '',
});

describe('the fine print', () => {
  test('has the secondary metric and why the experiment stopped', () => {
    expect(read(samples.better)).toBe(
      '<sub>Secondary, exploratory: accuracy +0.6 pts [−0.3, +1.4]. Stopped after 8 of at most 25 pairs: the difference was decided.</sub>',
    );
  });

  test('says that another test set might have said otherwise, and only where it might', () => {
    expect(read({ ...samples.better, testSetChances: [chance(-0.002)] })).toContain(
      'Shown for these 500 test examples; with new ones as well the difference would lie in [−0.002, +0.040], which includes zero.',
    );
    expect(read({ ...samples.better, testSetChances: [chance(0.002)] })).not.toContain('test examples');
  });

  test('names the commits where no line above does', () => {
    expect(read(samples.inconclusive)).toContain('Measured: commit 4f2a91c against main@91be0d3.');
    expect(read(samples.better)).not.toContain('Measured');
  });

  test('says which split decided where it is not the test split', () => {
    expect(read({ ...samples.better, splits: { macro_f1: 'validation' } })).toMatch(
      /^<sub>Measured on the validation split: no run has left a value of a test split\./,
    );
  });
});
