import { describe, expect, test } from 'vitest';
import { parseClaim, parseClaims } from '../../../src/config/claim/claim.ts';

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
      '"macro_f1 +0.01", "no regression", "no regression in macro_f1", "no change", "improvement in macro_f1", each with or without "with head" at its end',
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

describe('a claim of two parts', () => {
  const metrics = [
    { name: 'train_seconds', direction: 'minimize' as const },
    { name: 'val_loss', margin: 0.002 },
    { name: 'accuracy', margin: 0.01 },
    { name: 'bleu' },
  ];
  const parse = (text: string, among = metrics) =>
    parseClaims(text, { metrics: among, variants: ['head', 'wide'] });
  const part = (kind: string, metric: string | null, variant: string | null = null) =>
    expect.objectContaining({ kind, metric, variant });

  test.each([
    ['faster, no worse in val_loss', null, ['val_loss']],
    ['faster and no worse in val_loss and accuracy', null, ['val_loss', 'accuracy']],
    ['Faster, no worse in `val_loss`, accuracy.', null, ['val_loss', 'accuracy']],
    ['faster, no worse', null, ['val_loss', 'accuracy']],
    ['faster, but no worse in val_loss with wide', 'wide', ['val_loss']],
    ['improvement in train_seconds, no worse in val_loss', null, ['val_loss']],
  ] as const)('%s', (text, variant, guarded) => {
    expect(parse(text)).toEqual([
      part('improvement', 'train_seconds', variant),
      ...guarded.map((metric) => part('no-worse', metric, variant)),
    ]);
  });

  test.each([
    ['train_seconds -1.5, no worse in val_loss', 'amount'],
    ['no regression in accuracy', 'no-regression'],
  ])('%s begins with what any claim is', (text, kind) => {
    expect(parse(text)).toEqual(expect.arrayContaining([expect.objectContaining({ kind })]));
  });

  test.each([
    ['faster, no worse in bleu', 'bleu has no margin'],
    ['faster, no worse in val_los', 'did you mean "val_loss"?'],
    ['improvement in val_loss, no worse in val_loss', "can't be both better and no worse"],
    ['improvement, no worse', 'needs its metrics'],
    ['nicer, no worse in val_loss', 'cannot be read'],
  ])('%s is refused', (text, message) => {
    expect(parse(text)).toEqual({ problem: expect.stringContaining(message) });
  });

  test('faster is refused where it does not tell the metric', () => {
    const times = [...metrics, { name: 'latency_ms', direction: 'minimize' as const }];
    expect(parse('faster, no worse in val_loss', times)).toEqual({
      problem: expect.stringContaining('which time: train_seconds or latency_ms'),
    });
    expect(parse('faster', metrics.slice(1))).toEqual({ problem: expect.stringContaining('cannot be read') });
  });
});
