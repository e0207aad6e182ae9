import type { MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { type Block, left, paragraph, right, small, tableBlock } from '../../document.ts';
import { metricTitle } from '../../format/metric-name.ts';
import { more, type Phrase, plainName, say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import { guardMark } from './guards.ts';
import { effect, intervalTitle, meanText, ownLevel, probabilityInterval } from './rows.ts';

const MAX_ROWS = 100;

export function secondaryMetrics(view: View): readonly Block[] {
  const names = view.result.metrics.map(({ name }) => name);
  const measured = view.secondary
    .filter(isMeasured)
    .sort((a, b) => names.indexOf(a.metric) - names.indexOf(b.metric));
  if (measured.length === 0) return [];
  return [
    ...paragraph(exploratory(view)),
    ...secondaryTable(view, measured),
    ...small(more(measured.length - MAX_ROWS, 'are in the result file.')),
  ];
}

function exploratory({ secondary }: View): Phrase {
  const others = secondary.filter(({ guard }) => guard === undefined).length;
  if (others === 0) return [];
  const who = others < secondary.length ? 'Exploratory, except the guarded ones' : 'Exploratory';
  return say`${who}: the verdict does not depend on these metrics. Their intervals are not corrected for multiple tests.`;
}

function secondaryTable(view: View, measured: readonly MeasuredComparison[]): readonly Block[] {
  return tableBlock(measured.slice(0, MAX_ROWS), [
    left('Metric', (one) => say`${metricTitle(one.metric)}${guardMark(one)}`),
    left('Model', ({ variant }) => plainName(variant)),
    right('Baseline', (one) => meanText(view, one.metric, one.baseline)),
    right('Variant', (one) => meanText(view, one.metric, one.candidate)),
    right(
      `Δ, + is better [${intervalTitle(measured)}]`,
      (one) => say`${effect(view, one)}${ownLevel(one, measured)}`,
    ),
    right('P(better)', ({ probabilityOfImprovement: better }) =>
      better === null ? '' : probabilityInterval(better),
    ),
  ]);
}
