/** The sequential design: the evidence at each look against the boundary that it has to cross. */
import * as Plot from '@observablehq/plot';
import type { MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { normalQuantile } from '../../../stats/distributions/normal.ts';
import { metricName } from '../../format/metric-name.ts';
import { chosen, count, pValue } from '../../format/number.ts';
import { plainText } from '../../format/plain.ts';
import { type Phrase, say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { draw, shortName } from './plot.ts';

const WIDTH = 440;
const HEIGHT = 250;
/** Evidence beyond this is drawn at the edge: a p of 0 has no place on any axis. */
const MOST = 8;

/** Null where there was one look alone. */
export function looksPicture(view: View, comparison: MeasuredComparison): Picture | null {
  const { variant, metric, looks = [] } = comparison;
  if (looks.length < 2) return null;
  const planned = view.result.design.looks.map(({ pairs }) => pairs);
  const points = looks.map(({ pairs, difference, pValue: p, level }) => ({
    pairs,
    evidence: (Math.sign(difference) || 1) * normalScore(p),
    boundary: normalScore(level),
    words: `${count(pairs)} pairs: p ${pValue(p, level)}, boundary ${chosen(level)}, difference ${view.format(metric).signed(difference)}`,
  }));
  const last = points.at(-1);
  const most = Math.max(
    3.2,
    ...points.map(({ evidence, boundary }) => Math.max(Math.abs(evidence), boundary) * 1.15),
  );
  const title = `${shortName(variant)}: evidence at each look (${plainText([metricName(metric)])})`;
  const pairs = planned.at(-1) ?? last?.pairs ?? 1;
  const crossed = last !== undefined && Math.abs(last.evidence) >= last.boundary;
  const edges = [1, -1].flatMap((sign) =>
    points.map((point) => ({ ...point, sign, y: sign * point.boundary })),
  );
  const svg = draw({
    label: `${title}: ${points.map(({ words }) => words).join('; ')}`,
    width: WIDTH,
    height: HEIGHT,
    marginTop: 20,
    marginBottom: 38,
    marginLeft: 40,
    marginRight: 18,
    x: {
      label: 'seed pairs',
      labelAnchor: 'center',
      labelArrow: 'none',
      domain: [0, pairs],
      ticks: [...new Set(planned)],
      tickFormat: (n: number) => count(n),
    },
    y: { label: 'evidence (z)', labelArrow: 'none', domain: [-most, most], ticks: 5 },
    marks: [
      Plot.areaY(
        edges.filter(({ sign }) => sign === 1),
        { x: 'pairs', y1: 'boundary', y2: () => most, fill: 'var(--band)', className: 'decided' },
      ),
      Plot.areaY(
        edges.filter(({ sign }) => sign === -1),
        { x: 'pairs', y1: () => -most, y2: 'y', fill: 'var(--band)', className: 'decided' },
      ),
      Plot.text([{ pairs: looks[0]?.pairs }], {
        x: 'pairs',
        y: () => most,
        dy: 10,
        dx: 6,
        textAnchor: 'start',
        text: () => 'better',
      }),
      Plot.text([{ pairs: looks[0]?.pairs }], {
        x: 'pairs',
        y: () => -most,
        dy: -10,
        dx: 6,
        textAnchor: 'start',
        text: () => 'worse',
      }),
      Plot.ruleY([0], { stroke: 'var(--line)' }),
      Plot.line(edges, {
        x: 'pairs',
        y: 'y',
        z: 'sign',
        stroke: 'var(--text)',
        strokeDasharray: '4,3',
        className: 'boundary',
      }),
      Plot.lineY(points, {
        x: 'pairs',
        y: 'evidence',
        stroke: 'var(--variant)',
        strokeWidth: 2.4,
        className: 'path',
      }),
      Plot.dot(points, {
        x: 'pairs',
        y: 'evidence',
        r: 4.5,
        fill: 'var(--variant)',
        stroke: 'var(--page)',
        className: 'look',
        title: 'words',
      }),
      ...(last === undefined
        ? []
        : [
            Plot.text([last], {
              x: 'pairs',
              y: 'evidence',
              dy: last.evidence > 0 ? -14 : 16,
              text: () => `stopped at ${count(last.pairs)}`,
              fill: 'var(--text)',
              fontWeight: 'bold',
              className: 'stop',
            }),
          ]),
    ],
  });
  return { title, svg, legend: legendOf(points.length, planned.length, crossed) };
}

/** The two-sided p-value as the distance from zero of a standard normal: what grows with the evidence. */
function normalScore(p: number): number {
  return p > 0 ? Math.min(MOST, normalQuantile(1 - Math.min(1, p) / 2)) : MOST;
}

function legendOf(taken: number, planned: number, crossed: boolean): Phrase {
  const how = crossed
    ? 'The line crossed a boundary (dashed), so the difference is decided.'
    : 'The line stayed between the boundaries (dashed), so no difference is shown.';
  return say`Look ${taken} of at most ${planned}. ${how} Earlier looks have stricter boundaries, so looking often costs no false alarms.`;
}
