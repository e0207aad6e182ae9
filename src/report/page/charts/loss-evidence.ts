/** A small chart of the losses of one model, for a check. */
import { niceRange } from '../../content/charts/nice-scale.ts';
import type { View } from '../../view.ts';
import { bestMarks, bestOf, curveOf, lossLine, WORDS, wholeEpoch } from './curves.ts';
import { endMarks } from './direct-labels.ts';
import { draw, shortName } from './plot.ts';

const HEIGHT = 130;
const TOP = 18;
const BOTTOM = 22;
const COLOUR = 'var(--variant)';

/** Null if the model has no curve of two epochs. */
export function lossEvidence(view: View, model: string): string | null {
  const curve = curveOf(view, model);
  if (curve === null) return null;
  const lines = (['train', 'validation'] as const)
    .map((split) => ({ split, points: curve[split] }))
    .filter(({ points }) => points.length > 0);
  const best = bestOf(curve.validation);
  const domain = niceRange(lines.flatMap(({ points }) => points.map(({ mean }) => mean)));
  const ends = lines.map(({ split, points }) => ({
    text: WORDS[split],
    colour: COLOUR,
    at: points.at(-1)?.mean ?? 0,
  }));
  const lowest = best === undefined ? '' : `, validation loss lowest at epoch ${best.epoch}`;
  return draw({
    label: `${shortName(model)}: loss by epoch${lowest}`,
    width: 340,
    height: HEIGHT,
    margin: { top: TOP, right: 70, bottom: BOTTOM, left: 40 },
    x: { label: null, ticks: 5, tickFormat: wholeEpoch },
    y: { label: null, ticks: 4, grid: true, domain },
    marks: [
      ...lines.map(({ split, points }) =>
        lossLine(points, split, { stroke: COLOUR, strokeWidth: 2, className: 'evidence-curve' }),
      ),
      best === undefined
        ? null
        : bestMarks(best, { colour: COLOUR, r: 4.5, strokeWidth: 2, dy: -10, className: 'evidence-best' }),
      endMarks(ends, HEIGHT - TOP - BOTTOM, domain, { dx: 8 }),
    ],
  });
}
