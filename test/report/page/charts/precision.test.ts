import { expect, test } from 'vitest';
import { precisionPictures } from '../../../../src/report/page/charts/precision.ts';
import { isMeasured, viewOf } from '../../../../src/report/view.ts';
import { everySample } from '../../../support/every-sample.ts';
import { worse } from '../../../support/samples.ts';

/** Heights at which margin and difference are drawn, of all pictures of a result. */
function goalsOf(result: typeof worse): readonly number[] {
  const view = viewOf(result);
  return view.primary.filter(isMeasured).flatMap((one) =>
    precisionPictures(view, one).flatMap(({ svg }) => {
      const lines = String(svg).matchAll(/<g[^>]* class="goal"[^>]*>([\s\S]*?)<\/g>/g);
      return [...lines].flatMap(([, inner = '']) =>
        [...inner.matchAll(/ y1="([\d.-]+)"/g)].map(([, y]) => Number(y)),
      );
    }),
  );
}

test('a difference far larger than its interval is drawn with the margin, within the axis', () => {
  expect(goalsOf(worse)).toHaveLength(2);
});

test.each(everySample)('%s: every line lies between the ends of the axis', (_, result) => {
  for (const y of goalsOf(result)) {
    expect(y).toBeGreaterThanOrEqual(26);
    expect(y).toBeLessThanOrEqual(192);
  }
});

test('four times three pairs narrow an interval by the quantiles of t, too', () => {
  const view = viewOf(worse);
  const [one] = view.primary.filter(isMeasured);
  if (one === undefined) throw new Error('not measured');
  const interval = { ...one.interval, level: 0.95, low: -1, high: 1 };
  const three = { ...one, pairing: 'seed', crossed: null, interval, candidate: { ...one.candidate, n: 3 } };
  const [picture] = precisionPictures(view, three as typeof one);
  const sizes = [...String(picture?.svg).matchAll(/± ([\d.]+)/g)].map(([, size]) => Number(size));
  // R: qt(.975, 11) / qt(.975, 2) / 2
  expect((sizes[1] as number) / (sizes[0] as number)).toBeCloseTo(0.2558, 2);
});
