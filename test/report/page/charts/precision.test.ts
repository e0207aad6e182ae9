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
