/**
 * Each variant's interval below the margin, drawn with characters. GitHub shows text everywhere: in private repositories, in
 * mails and on phones. An image would need an address that a private repository does not serve, and mermaid draws no intervals.
 */
import type { Block } from '../../document.ts';
import { shortenMiddle } from '../../format/clean.ts';
import { metricTitle } from '../../format/metric-name.ts';
import { plainText } from '../../format/plain.ts';
import { byStrength, isMeasured, type View } from '../../view.ts';
import { type Drawn, emptyBar, intervalBar, type Span, spanOf } from '../tables/interval-bar.ts';

const MAX_METRICS = 3;
const MAX_VARIANTS = 4;
/** With the bar and two spaces, 41 characters fit a phone. */
const MAX_LABEL_CHARS = 18;
const BAR = 21;
const GAP = '  ';

export function intervalPicture(view: View): readonly Block[] {
  const metrics = view.primaryMetrics.slice(0, MAX_METRICS);
  const groups = metrics.map(({ name }) => rowsOf(view, name)).filter((rows) => rows.length > 0);
  const rows = groups.flat();
  if (rows.length === 0) return [];
  const width = Math.min(MAX_LABEL_CHARS, Math.max(...rows.map(([label]) => [...label].length)));
  const lines = rows.map(([label, bar]) => `${label.padEnd(width)}${GAP}${bar}`.trimEnd());
  const sides = `${' '.repeat(width)}${GAP}worse${'better'.padStart(BAR - 'worse'.length)}`;
  return [{ kind: 'lines', text: [sides, ...lines].join('\n'), language: 'text' }];
}

type LabelledBar = readonly [label: string, bar: string];

function rowsOf(view: View, metric: string): readonly LabelledBar[] {
  const measured = byStrength(view.primary.filter(isMeasured).filter((one) => one.metric === metric));
  const shown = view.primary.filter((one) => measured.slice(0, MAX_VARIANTS).some((other) => other === one));
  const intervals = shown.filter(isMeasured).map(({ variant, estimate, interval: { low, high } }) => ({
    label: shortenMiddle(variant, MAX_LABEL_CHARS),
    drawn: { low, estimate, high },
  }));
  if (intervals.length === 0) return [];
  const { margin } = view.metric(metric);
  const span = {
    ...spanOf(
      intervals.map(({ drawn }) => drawn),
      margin,
    ),
    margin: null,
  };
  const isOnly = view.primaryMetrics.length === 1;
  const title = isOnly ? '' : shortenMiddle(plainText([metricTitle(metric)]), MAX_LABEL_CHARS - 9);
  const bound = margin === null ? '' : `±${view.format(metric).exact(margin).split(/\s/)[0]}`;
  const label = margin === null ? title || 'no difference' : `${title || 'margin'} ${bound}`;
  const own =
    margin === null ? barOf(null, span) : barOf({ low: -margin, estimate: Number.NaN, high: margin }, span);
  return [[label, own], ...intervals.map(({ label, drawn }): LabelledBar => [label, barOf(drawn, span)])];
}

function barOf(drawn: Drawn | null, span: Span): string {
  const bar = drawn === null ? emptyBar(span, BAR) : intervalBar(drawn, span, BAR);
  return bar.replaceAll('·', ' ');
}
