import { describe, expect, test } from 'vitest';
import { parseClaim } from '../../../src/config/claim/claim.ts';

const words = {
  metrics: [
    { name: 'macro_f1' },
    { name: 'accuracy' },
    { name: 'loss' },
    { name: 'bleu' },
    { name: 'error', direction: 'minimize' as const },
  ],
  variants: ['head', 'Wider'],
};
const claim = (change: object) => ({
  kind: 'amount',
  metric: 'macro_f1',
  variant: null,
  change: 0.01,
  unit: 'own',
  ...change,
});

describe('a claim', () => {
  test.each([
    ['macro_f1 +0.01', {}],
    ['Macro-F1 + .01', {}],
    ['`macro_f1`: **+0.01**.', {}],
    ['macro f1 by at least +1e-2', {}],
    ['macro_f1 \u22120.01', { change: -0.01 }],
    ['loss -0.1 with wider', { metric: 'loss', change: -0.1, variant: 'Wider' }],
    ['accuracy ≥ +0.01', { metric: 'accuracy' }],
    ['error ≤ -0.1', { metric: 'error', change: -0.1 }],
    ['accuracy +1 point', { metric: 'accuracy', change: 1, unit: 'points' }],
    ['accuracy +1.5%', { metric: 'accuracy', change: 1.5, unit: 'points' }],
    [
      'accuracy +2 percentage points for head',
      { metric: 'accuracy', change: 2, unit: 'points', variant: 'head' },
    ],
    ['no regression', { kind: 'no-regression', metric: null, change: null }],
    ['No regressions in accuracy', { kind: 'no-regression', metric: 'accuracy', change: null }],
    ['no regression for head', { kind: 'no-regression', metric: null, change: null, variant: 'head' }],
    ['improvement', { kind: 'improvement', metric: null, change: null }],
    ['accuracy improves', { kind: 'improvement', metric: 'accuracy', change: null }],
  ])('is read from %j', (text, change) => {
    expect(parseClaim(text, words)).toEqual(claim(change));
  });

  test.each([
    ['macro_f1 0.01', 'cannot be read; write it as one of: "macro_f1 +0.01"'],
    [
      'macro_f1 up',
      '"macro_f1 +0.01", "no regression", "no regression in macro_f1", "improvement in macro_f1", each with or without "with head" at its end',
    ],
    ['macro_f1 +0,01', 'write decimals with a point'],
    ['macro_f1 +5 points with haed', 'no variant "haed" (head, Wider); did you mean "head"?'],
    ['improvement for haed', 'no variant "haed" (head, Wider); did you mean "head"?'],
    ['no regression for users', '"users" is not among the metrics'],
    ['no regression with the new head', 'cannot be read'],
    [
      'macro_fi +0.01',
      '"macro_fi" is not among the metrics (macro_f1, accuracy, loss, bleu, error); did you mean "macro_f1"?',
    ],
    ['no regression in accurcy', 'did you mean "accuracy"?'],
    ['accuracy +0', 'to claim no loss, write "no regression in accuracy"'],
    ['accuracy +1 apple', 'the unit "apple" is not known; allowed: %, point, points, or none'],
    [
      'bleu +1 point',
      'bleu is not a share, so percentage points have no meaning; write the amount in its own unit',
    ],
    ['accuracy ≤ +0.01', 'limits the gain from above, but a claim states the least gain'],
    ['error ≥ -0.1', 'limits the gain from above'],
    ['this is so much faster', 'cannot be read'],
    ['x'.repeat(201), 'is longer than 200 characters; write one claim per line'],
  ])('says what is wrong with %j', (text, message) => {
    expect(parseClaim(text, words)).toEqual({ problem: expect.stringContaining(message) });
  });
});
