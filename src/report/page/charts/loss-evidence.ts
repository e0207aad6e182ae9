/** The losses of one model, small: the evidence of a check that read them. */
import * as Plot from '@observablehq/plot';
import { plain } from '../../../words/number.ts';
import { niceRange } from '../../content/charts/nice-scale.ts';
import type { View } from '../../view.ts';
import { bestOf, curveOf, type Point } from './curves.ts';
import { directLabels } from './direct-labels.ts';
import { draw, shortName } from './plot.ts';

const WIDTH = 340;
const HEIGHT = 130;
const [TOP, BOTTOM] = [18, 22];

/** Null where the model left no curve of two epochs. */
export function lossEvidence(view: View, model: string): string | null {
  const curve = curveOf(view, model);
  if (curve === null) return null;
  const lines = (['training', 'validation'] as const)
    .map((name) => ({ name, points: name === 'training' ? curve.train : curve.validation }))
    .filter(({ points }) => points.length > 0);
  const best = bestOf(curve.validation);
  const domain = niceRange(lines.flatMap(({ points }) => points.map(({ mean }) => mean)));
  const labels = directLabels(
    lines.map(({ name, points }) => ({
      text: name,
      colour: 'var(--variant)',
      at: points.at(-1)?.mean ?? 0,
    })),
    HEIGHT - TOP - BOTTOM,
    domain,
  );
  return draw({
    label: `${shortName(model)}: loss by epoch${best === undefined ? '' : `, validation loss lowest at epoch ${best.epoch}`}`,
    width: WIDTH,
    height: HEIGHT,
    marginTop: TOP,
    marginBottom: BOTTOM,
    marginLeft: 40,
    marginRight: 70,
    x: { label: null, ticks: 5, tickFormat: (epoch: number) => (Number.isInteger(epoch) ? `${epoch}` : '') },
    y: { label: null, ticks: 4, grid: true, domain },
    marks: [
      ...lines.map(({ name, points }) =>
        Plot.lineY(points, {
          x: 'epoch',
          y: 'mean',
          stroke: 'var(--variant)',
          strokeWidth: 2,
          ...(name === 'training' ? { strokeDasharray: '5,4' } : {}),
          className: 'evidence-curve',
        }),
      ),
      ...(best === undefined
        ? []
        : [
            Plot.ruleX([best.epoch], { stroke: 'var(--text)', strokeDasharray: '1,3' }),
            Plot.dot([best], {
              x: 'epoch',
              y: 'mean',
              r: 4.5,
              fill: 'var(--page)',
              stroke: 'var(--variant)',
              strokeWidth: 2,
              title: ({ epoch, mean }: Point) => `lowest validation loss: ${plain(mean)} at epoch ${epoch}`,
            }),
            Plot.text([best], {
              x: 'epoch',
              frameAnchor: 'top',
              dy: -10,
              text: ({ epoch }: Point) => `best: epoch ${epoch}`,
              fill: 'var(--text)',
            }),
          ]),
      ...labels.map(({ text, colour, at, dy }) =>
        Plot.text([at], {
          y: at,
          frameAnchor: 'right',
          textAnchor: 'start',
          dx: 8,
          dy,
          text: () => text,
          fill: colour,
        }),
      ),
    ],
  });
}
