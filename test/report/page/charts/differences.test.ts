import { expect, test } from 'vitest';
import { differencesPicture } from '../../../../src/report/page/charts/differences.ts';
import { isMeasured, viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { better, inconclusive, unpaired, worse } from '../../../support/samples.ts';

function svgOf(result: ExperimentResult): string {
  const view = viewOf(result);
  const [metric] = view.primaryMetrics;
  const svg = metric === undefined ? undefined : differencesPicture(view, metric)?.svg;
  return typeof svg === 'object' ? svg.narrow : (svg ?? '');
}

/** How the words above the margin are anchored; null: in their middle. */
const anchorOf = (svg: string) =>
  /text-anchor="(\w+)"[^>]*>(?:<[^>]*>)*does not matter/.exec(svg)?.[1] ?? null;

test('the words above the margin stay in the picture, wherever zero lies', () => {
  expect([unpaired, worse, inconclusive].map((result) => anchorOf(svgOf(result)))).toEqual([
    'start',
    'end',
    null,
  ]);
});

test('a narrow picture has the sign of the verdict, too', () => {
  expect(svgOf(better)).toContain('✅');
});

test('a single pair has no dot: it is the estimate once more', () => {
  const [one] = better.comparisons.filter(isMeasured);
  if (one === undefined) throw new Error('no sample');
  const single = (seeds: number) => ({
    ...better,
    models: better.models.map((model) => ({
      ...model,
      values: Object.fromEntries(
        Object.entries(model.values).map(([name, values]) => [name, values.slice(0, seeds)]),
      ),
    })),
  });
  expect(svgOf(single(2))).toContain('class="seed"');
  expect(svgOf(single(1))).not.toMatch(/class="seed"[^>]*><circle/);
});
