/** Observable Plot on the server: one SVG that the page's security policy and both colour schemes allow. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { cleanLine } from '../../format/clean.ts';
import { escapeHtml } from '../../format/escape.ts';
import { metricName } from '../../format/metric-name.ts';
import { plainText } from '../../format/plain.ts';

const { document } = parseHTML('<html></html>');
/** Rounded to a tenth of a pixel, since half of the page would be digits. */
const COORDINATES = ['d', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'width', 'height', 'transform', 'r'];

interface Chart extends Pick<Plot.PlotOptions, 'x' | 'y' | 'fy'> {
  /** The finding in words, for a screen reader. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly margin: Readonly<Record<'top' | 'right' | 'bottom' | 'left', number>>;
  /** Room left and right of the marks. */
  readonly inset?: number;
  /** In colours of the style sheet such as `var(--variant)`, which follow the colour scheme. */
  readonly marks: Plot.Markish[];
}

export function draw({ label, margin, inset = 0, x, y, ...chart }: Chart): string {
  const { width, height } = chart;
  const options: Plot.PlotOptions = {
    ...chart,
    marginTop: margin.top,
    marginRight: margin.right,
    marginBottom: margin.bottom,
    marginLeft: margin.left,
    insetLeft: inset,
    insetRight: inset,
    x: { labelAnchor: 'center', labelArrow: 'none', ...x },
    y: { labelArrow: 'none', ...y },
    document: document as never,
  };
  // Plot returns a figure only with a title, a caption or a legend.
  const svg = Plot.plot(options) as unknown as Element;
  // The page's security policy forbids Plot's styles; the page's style sheet replaces them.
  svg.querySelector('style')?.remove();
  for (const element of [svg, ...svg.querySelectorAll('*')]) {
    element.removeAttribute('style');
    // A screen reader reads the label of the chart and the tables instead.
    element.removeAttribute('aria-label');
    for (const name of COORDINATES) shorten(element, name);
  }
  const [, inner = ''] = /^<svg[^>]*>([\s\S]*)<\/svg>$/.exec(svg.outerHTML) ?? [];
  return `<svg viewBox="0 0 ${width} ${height}" fill="currentColor" text-anchor="middle" role="img" aria-label="${escapeHtml(cleanLine(label, 400))}">${inner}</svg>`;
}

export function note(text: string, place: Plot.TextOptions): Plot.Markish {
  return mutedNote(text, { fill: 'var(--text)', ...place });
}

export function mutedNote(text: string, place: Plot.TextOptions): Plot.Markish {
  return Plot.text([text], { ...place, text: () => text });
}

/** Dots with a rim. */
export function dots(data: Plot.Data, colour: Plot.ChannelValueSpec, look: Plot.DotOptions): Plot.Markish {
  return Plot.dot(data, { fill: colour, stroke: 'var(--page)', ...look });
}

/** Bars from `low` to `high`. */
export function intervals(data: Plot.Data, colour: string, look: Plot.RuleYOptions): Plot.Markish {
  const bar = { x1: 'low', x2: 'high', strokeLinecap: 'round', className: 'interval' } as const;
  return Plot.ruleY(data, { ...bar, stroke: colour, ...look });
}

export function differenceAxis(ticks: number, tickFormat: (value: number) => string) {
  return { label: '← worse      better →', ticks, tickFormat, nice: true } as const;
}

/** The band of the margin, the grid, and the line at zero. */
export function differenceGround(ticks: number, margin: number | null): readonly Plot.Markish[] {
  const band = { x1: -(margin ?? 0), x2: margin ?? 0, fill: 'var(--band)', className: 'margin' };
  return [
    margin === null || margin <= 0 ? null : Plot.rect([0], band),
    Plot.gridX({ stroke: 'var(--line)', strokeOpacity: 1, ticks }),
    Plot.ruleX([0], { stroke: 'var(--text)', className: 'zero' }),
  ];
}

interface Element {
  readonly outerHTML: string;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  remove(): void;
}

function shorten(element: Element, name: string): void {
  const value = element.getAttribute(name);
  if (value === null || !value.includes('.')) return;
  const rounded = value.replace(/-?\d+\.\d{2,}(?:e-?\d+)?/g, (n) => String(Math.round(10 * Number(n)) / 10));
  element.setAttribute(name, rounded);
}

export function metricWords(metric: string): string {
  return plainText([metricName(metric)]);
}

/** An untrusted name, cut to fit a picture. */
export function shortName(name: string, maxChars = 24): string {
  return cleanLine(name, maxChars) || '(empty)';
}
