import * as Plot from '@observablehq/plot';
import type { Details } from '../../../verdict/details.ts';
import { count, percent } from '../../../words/number.ts';
import { code, say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { dots, draw, shortName } from './plot.ts';

type Curve = Details['calibration'][number];

export function calibrationPictures(view: View): readonly Picture[] {
  const curves = view.result.details?.calibration ?? [];
  const base = curves.find(({ model }) => model === view.baseline?.name);
  return curves.filter((curve) => curve !== base).map((curve) => picture(curve, base));
}

function picture(own: Curve, base: Curve | undefined): Picture {
  const title = `${shortName(own.model)}: calibration`;
  const error = shareText(own.expectedError);
  const baseError = base === undefined ? null : shareText(base.expectedError);
  const svg = draw({
    label: `${title}: calibration error ${error}${baseError === null ? '' : `, baseline ${baseError}`}`,
    width: 440,
    height: 270,
    margin: { top: 26, right: 14, bottom: 38, left: 44 },
    x: { label: 'confidence', domain: [0, 1], ticks: 5, tickFormat: shareText },
    y: { label: 'share that is right', domain: [0, 1], ticks: 5, grid: true, tickFormat: shareText },
    marks: [
      Plot.line([0, 1], {
        x: Plot.identity,
        y: Plot.identity,
        stroke: 'var(--text)',
        strokeDasharray: '1,3',
        className: 'ideal',
      }),
      base &&
        curveMarks(base, 'var(--baseline)', { strokeDasharray: '5,4', className: 'calibration beside' }),
      curveMarks(own, 'var(--variant)', { className: 'calibration own' }),
    ],
  });
  const beside = baseError === null ? '' : ` Dashed: baseline (${baseError}).`;
  const legend = say`Solid: ${code(own.model)} (calibration error ${error}).${beside} Below the diagonal, the model is overconfident.`;
  return { title, svg, legend };
}

function curveMarks({ bins, model }: Curve, colour: string, line: Plot.LineOptions): Plot.Markish {
  const place = { x: 'confidence', y: 'accuracy' };
  const tip = ({ confidence, accuracy, predictions }: Curve['bins'][number]) =>
    `${shortName(model)}: ${shareText(confidence)} sure, ${shareText(accuracy)} right, ${count(predictions)} predictions`;
  return [
    Plot.line(bins, { ...place, stroke: colour, strokeWidth: 2, ...line }),
    dots(bins, colour, { ...place, r: 4, className: 'bin', title: tip }),
  ];
}

function shareText(share: number): string {
  return percent(share, share < 0.1 && share > 0 ? 1 : 0);
}
