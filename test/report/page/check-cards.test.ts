import { describe, expect, test } from 'vitest';
import type { Check } from '../../../src/checks/check.ts';
import { evidencePicture } from '../../../src/report/page/check-cards.ts';
import { viewOf } from '../../../src/report/view.ts';
import { largest } from '../../support/largest-sample.ts';
import { check, withoutCurves } from '../../support/samples.ts';

const view = viewOf(largest);
const numbers = { value: 0.3, threshold: 0.1, interval: { low: 0.2, high: 0.4, level: 0.95 } };
const warned = (id: string, values: Partial<Check> = {}) =>
  check({ id, model: 'variant-b', status: 'warn', message: 'found', ...numbers, ...values });

describe('the evidence of a check is drawn from what it looked at', () => {
  test.each(['overfitting/gap', 'overfitting/best-epoch', 'undertrained'])('%s: both losses', (id) => {
    const picture = evidencePicture(view, warned(id));
    expect(picture?.label).toBe('Loss by epoch');
    expect(picture?.svg.match(/class="evidence-curve"/g)).toHaveLength(2);
    expect(picture?.svg).toContain('best: epoch 11');
  });

  test('instability: a dot a run of the model and of the baseline', () => {
    const picture = evidencePicture(view, warned('instability/spread'));
    expect(picture?.label).toBe('One dot per run');
    expect(picture?.svg.match(/seed \d+: 0\.\d+/g)).toHaveLength(2 * 25);
  });

  test('slices: those that lose most, named ones and found ones apart', () => {
    const named = evidencePicture(view, warned('slices/named'));
    const found = evidencePicture(view, warned('slices/found'));
    expect(named?.svg).toContain('rare words');
    expect(named?.svg).not.toContain('hardest fifth');
    expect(found?.svg).toContain('hardest fifth');
  });

  test.each(['leakage/exact', 'training-effort', 'metrics/ceiling'])(
    '%s: its value with its interval, and the limit',
    (id) => {
      const picture = evidencePicture(view, warned(id));
      expect(picture?.label).toBe('Value against its limit');
      for (const name of ['value', 'interval', 'limit'])
        expect(picture?.svg.split(`class="${name}"`)).toHaveLength(2);
      expect(picture?.svg).toMatch(/>limit 0\.1<.*>0\.3</s);
    },
  );
});

test('without curves, runs or slices of the model its value stands in for them', () => {
  const bare = viewOf(withoutCurves);
  for (const id of ['overfitting/gap', 'slices/named'])
    expect(evidencePicture(bare, warned(id))?.label).toBe('Value against its limit');
  expect(evidencePicture(view, warned('instability/spread', { model: 'nobody' }))?.label).toBe(
    'Value against its limit',
  );
});

test.each([
  { value: null, threshold: 0, interval: null },
  { value: 1, threshold: null, interval: null },
  { value: Number.POSITIVE_INFINITY, threshold: 1, interval: null },
])('nothing is drawn of %j', (values) => {
  expect(evidencePicture(view, warned('leakage/exact', values))).toBeNull();
});
