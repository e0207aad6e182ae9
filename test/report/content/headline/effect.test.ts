import { expect, test } from 'vitest';
import { effect } from '../../../../src/report/content/headline/effect.ts';
import { isMeasured, viewOf } from '../../../../src/report/view.ts';
import { mixed } from '../../../support/mixed-verdicts.ts';
import { plain } from '../../../support/plain.ts';

function told(metric: string, low: number, estimate: number, high: number): string {
  const result = mixed('improvement', [['a', metric, 'improvement']]);
  const [first] = result.comparisons.filter(isMeasured);
  if (first === undefined) throw new Error('no comparison');
  const one = { ...first, estimate, interval: { ...first.interval, low, high } };
  return plain(effect(viewOf({ ...result, comparisons: [one] }), one));
}

test.each([
  [
    'has its sign where more is better',
    told('macro_f1', 0.01, 0.021, 0.032),
    'macro‑F1 +0.021 (between +0.010 and +0.032)',
  ],
  [
    'may have either sign',
    told('macro_f1', -0.01, 0.004, 0.02),
    'macro‑F1 +0.004 (between −0.010 and +0.020)',
  ],
  [
    'of a loss says lower',
    told('log_loss', 0.01, 0.02, 0.03),
    'log loss 0.020 lower (between 0.010 and 0.030 lower)',
  ],
  [
    'of a loss that rose says higher',
    told('log_loss', -0.03, -0.02, -0.01),
    'log loss 0.020 higher (between 0.010 and 0.030 higher)',
  ],
  [
    'of a loss with either sign says both',
    told('log_loss', -0.01, 0.004, 0.02),
    'log loss 0.004 lower (between 0.010 higher and 0.020 lower)',
  ],
])('a difference %s', (_, text, expected) => {
  expect(text).toBe(expected);
});
