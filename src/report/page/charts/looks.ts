import * as Plot from '@observablehq/plot';
import type { MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { normalQuantile } from '../../../stats/distributions/normal.ts';
import { count, pValue, threeDigits } from '../../../words/number.ts';
import { type Phrase, prose, say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { dots, draw, metricWords, mutedNote, note, shortName } from './plot.ts';

/** A p of 0 would be infinitely far away. */
const MOST = 8;

export function looksPicture(view: View, comparison: MeasuredComparison): Picture | null {
  const { variant, metric, looks = [] } = comparison;
  if (looks.length < 2) return null;
  const planned = view.result.design.looks.map(({ pairs }) => pairs);
  const points = looks.map(({ pairs, difference, pValue: p, level }) => ({
    pairs,
    evidence: (Math.sign(difference) || 1) * normalScore(p),
    boundary: normalScore(level),
    words: `${count(pairs)} pairs: p ${pValue(p, level)}, boundary ${threeDigits(level)}, difference ${view.format(metric).signed(difference)}`,
  }));
  const last = points.at(-1);
  const most = Math.max(
    3.2,
    ...points.map(({ evidence, boundary }) => Math.max(Math.abs(evidence), boundary) * 1.15),
  );
  const title = `${shortName(variant)}: evidence by look (${metricWords(metric)})`;
  const pairs = planned.at(-1) ?? last?.pairs ?? 1;
  const crossed = last !== undefined && Math.abs(last.evidence) >= last.boundary;
  const isFalling = last !== undefined && last.evidence < (points.at(-2)?.evidence ?? 0);
  const first = planned[0] ?? points[0]?.pairs ?? 0;
  const isLate = last !== undefined && last.pairs > (first + pairs) / 2;
  const boundaries = [
    ...points.map(({ pairs, boundary }) => ({ pairs, boundary })),
    ...boundariesToCome(view, comparison, last?.pairs ?? 0),
  ];
  const path = { x: 'pairs', y: 'evidence' };
  const svg = draw({
    label: `${title}: ${points.map(({ words }) => words).join('; ')}`,
    width: 440,
    height: 250,
    margin: { top: 20, right: 18, bottom: 38, left: 40 },
    inset: 12,
    x: {
      label: `${view.words.pair}s`,
      domain: [first, pairs],
      ticks: [...new Set(planned)],
      tickFormat: (n: number) => count(n),
    },
    y: { label: 'evidence (z)', domain: [-most, most], ticks: 5 },
    marks: [
      ...[1, -1].map((sign) => {
        const edge = ({ boundary }: (typeof boundaries)[number]) => sign * boundary;
        return [
          Plot.areaY(boundaries, {
            x: 'pairs',
            y1: edge,
            y2: () => sign * most,
            fill: 'var(--band)',
            className: 'decided',
          }),
          Plot.lineY(boundaries, {
            x: 'pairs',
            y: edge,
            stroke: 'var(--text)',
            strokeDasharray: '4,3',
            className: 'boundary',
          }),
        ];
      }),
      // To the right, where the boundaries are lowest.
      mutedNote('better', { frameAnchor: 'top-right', dx: -6, dy: 6 }),
      mutedNote('worse', { frameAnchor: 'bottom-right', dx: -6, dy: -6 }),
      Plot.ruleY([0], { stroke: 'var(--line)' }),
      Plot.lineY(points, { ...path, stroke: 'var(--variant)', strokeWidth: 2.4, className: 'path' }),
      dots(points, 'var(--variant)', { ...path, r: 4.5, className: 'look', title: 'words' }),
      last === undefined
        ? null
        : note(`stopped at ${count(last.pairs)}`, {
            x: last.pairs,
            y: last.evidence,
            // Away from the nearer edge and the line.
            dx: isLate ? 4 : 10,
            dy: isLate ? (isFalling ? 14 : -14) : 4,
            textAnchor: isLate ? 'end' : 'start',
            fontWeight: 'bold',
            className: 'stop',
          }),
    ],
  });
  const how = crossed
    ? say`The line crossed a boundary (dashed), ${outcome(comparison)}.`
    : say`The line stayed between the boundaries (dashed), so no difference is shown.`;
  const legend = say`Look ${looks.length} of at most ${planned.length}. ${how}`;
  return { title, svg, legend };
}

/** Boundaries of later looks; with several comparisons they depend on the other verdicts, so they are unknown. */
function boundariesToCome({ primary, result }: View, { looks = [] }: MeasuredComparison, taken: number) {
  const { design } = result;
  const own = design.looks.find(({ pairs }) => pairs === taken)?.significanceLevel;
  if (primary.length > 1 || own === undefined || Math.abs((looks.at(-1)?.level ?? 0) - own) > 1e-9) return [];
  return design.looks
    .filter(({ pairs }) => pairs > taken)
    .map(({ pairs, significanceLevel }) => ({ pairs, boundary: normalScore(significanceLevel) }));
}

/** The two-sided p-value as a standard normal score. */
function normalScore(p: number): number {
  return p > 0 ? Math.min(MOST, normalQuantile(1 - Math.min(1, p) / 2)) : MOST;
}

/** Crossing is not a verdict: a check may object, and equivalence takes precedence. */
function outcome({ verdict, reason }: MeasuredComparison): Phrase {
  switch (verdict) {
    case 'inconclusive':
      return say`but no verdict is called${reason === null ? [] : say`: ${prose(reason)}`}`;
    case 'equivalent':
      return say`so a difference is shown, but it is smaller than the margin`;
    default:
      return say`so the difference is decided`;
  }
}
