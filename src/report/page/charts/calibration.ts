/** Whether models are as often right as they say. */
import * as Plot from '@observablehq/plot';
import type { Details } from '../../../verdict/details.ts';
import { count, percent } from '../../../words/number.ts';
import { code, type Phrase, say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { draw, shortName } from './plot.ts';

const WIDTH = 440;
const HEIGHT = 270;

type Curve = Details['calibration'][number];

/** One picture a variant, with the baseline beside it. */
export function calibrationPictures(view: View): readonly Picture[] {
  const curves = view.result.details?.calibration ?? [];
  const base = curves.find(({ model }) => model === view.baseline?.name);
  return curves.filter((curve) => curve !== base).map((curve) => picture(curve, base));
}

function picture(own: Curve, base: Curve | undefined): Picture {
  const title = `${shortName(own.model)}: calibration`;
  const lines = [
    ...(base === undefined ? [] : [{ curve: base, colour: 'var(--baseline)', dash: '5,4', name: 'beside' }]),
    { curve: own, colour: 'var(--variant)', dash: null, name: 'own' },
  ];
  const svg = draw({
    label: `${title}: expected error ${shareText(own.expectedError)}${base === undefined ? '' : `, baseline ${shareText(base.expectedError)}`}`,
    width: WIDTH,
    height: HEIGHT,
    marginTop: 26,
    marginBottom: 38,
    marginLeft: 44,
    marginRight: 14,
    x: {
      label: 'confidence',
      labelAnchor: 'center',
      labelArrow: 'none',
      domain: [0, 1],
      ticks: 5,
      tickFormat: shareText,
    },
    y: {
      label: 'share that is right',
      labelArrow: 'none',
      domain: [0, 1],
      ticks: 5,
      grid: true,
      tickFormat: shareText,
    },
    marks: [
      Plot.line([{ at: 0 }, { at: 1 }], {
        x: 'at',
        y: 'at',
        stroke: 'var(--text)',
        strokeDasharray: '1,3',
        className: 'ideal',
      }),
      ...lines.flatMap(({ curve, colour, dash, name }) => [
        Plot.line(curve.bins, {
          x: 'confidence',
          y: 'accuracy',
          stroke: colour,
          strokeWidth: 2,
          ...(dash === null ? {} : { strokeDasharray: dash }),
          className: `calibration ${name}`,
        }),
        Plot.dot(curve.bins, {
          x: 'confidence',
          y: 'accuracy',
          r: 4,
          fill: colour,
          stroke: 'var(--page)',
          className: 'bin',
          title: ({ confidence, accuracy, predictions }: Curve['bins'][number]) =>
            `${shortName(curve.model)}: ${shareText(confidence)} sure, ${shareText(accuracy)} right, ${count(predictions)} predictions`,
        }),
      ]),
    ],
  });
  return { title, svg, legend: legendOf(own, base) };
}

function legendOf(own: Curve, base: Curve | undefined): Phrase {
  const beside = base === undefined ? [] : say`, dashed the baseline (${shareText(base.expectedError)})`;
  return say`Solid: ${code(own.model)} (expected error ${shareText(own.expectedError)})${beside}. On the diagonal, confidence is what it claims to be; below it the model is too sure.`;
}

function shareText(share: number): string {
  return percent(share, share < 0.1 && share > 0 ? 1 : 0);
}
