import { expect, test } from 'vitest';
import { intervalScale } from '../../../../src/report/content/tables/interval-scale.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { isMeasured, viewOf } from '../../../../src/report/view.ts';
import { better, severalPrimary } from '../../../support/samples.ts';

const scaleOf = (result: typeof better) => {
  const view = viewOf(result);
  return intervalScale(view, view.primary);
};

test('of one metric has its values at the ends, and the margin as it is set', () => {
  const scale = scaleOf(better);
  expect(scale?.title).toMatch(/^−[\d.]+·+\+[\d.]+$/);
  expect(plainText(scale?.explanation ?? [])).toBe('¦ marks the margin, ±0.005. Right is better.');
});

test('of several metrics is in units of each: the ends have no value, and the bars one zero', () => {
  const scale = scaleOf(severalPrimary);
  expect(scale?.title).toBe('worse · better');
  const zero = scale?.empty.indexOf('│');
  for (const one of viewOf(severalPrimary).primary.filter(isMeasured)) {
    const bar = scale?.bar(one) ?? '';
    expect(bar.indexOf('├') > (zero ?? 0)).toBe(one.interval.low > 0);
  }
});

test('of what was not compared there is none', () => {
  expect(intervalScale(viewOf(better), [])).toBeNull();
});
