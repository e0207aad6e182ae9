/** Observable Plot on the server: marks → one SVG that the page's security policy and both colour schemes allow. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { cleanLine } from '../../format/clean.ts';
import { escapeHtml } from '../../format/escape.ts';

const { document } = parseHTML('<html></html>');
/** Coordinates: finer than a tenth of a pixel nobody sees, and half of the page would be digits. */
const COORDINATES = ['d', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'width', 'height', 'transform', 'r'];

export interface Drawing extends Omit<Plot.PlotOptions, 'document' | 'marks' | 'ariaLabel'> {
  /** What a screen reader says in place of the picture: its finding, not its form. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly marks: Plot.Markish[];
}

/** Colours are those of the style sheet (`var(--variant)`), so a picture follows the colour scheme. */
export function draw({ label, ...options }: Drawing): string {
  // Plot returns a figure only where there is a title, a caption or a legend: none of them is asked for.
  const svg = Plot.plot({ ...options, document: document as never }) as unknown as Element;
  // Plot's own style sheet and its inline styles are what the policy forbids; the page's style sheet says the same.
  svg.querySelector('style')?.remove();
  for (const element of [svg, ...svg.querySelectorAll('*')]) {
    element.removeAttribute('style');
    // A screen reader gets the label of the picture and the table below it, not every group of marks.
    element.removeAttribute('aria-label');
    for (const name of COORDINATES) shorten(element, name);
  }
  const [, inner = ''] = /^<svg[^>]*>([\s\S]*)<\/svg>$/.exec(svg.outerHTML) ?? [];
  const { width, height } = options;
  return `<svg viewBox="0 0 ${width} ${height}" fill="currentColor" text-anchor="middle" role="img" aria-label="${escapeHtml(cleanLine(label, 400))}">${inner}</svg>`;
}

/** Of differences to the baseline, turned so that better lies to the right. */
export function differenceAxis(ticks: number, tickFormat: (value: number) => string) {
  const label = '← worse      better →';
  return { label, labelAnchor: 'center', labelArrow: 'none', ticks, tickFormat, nice: true } as const;
}

/** What lies behind differences: the band that does not matter, the grid, and no difference at all. */
export function differenceGround(ticks: number, margin: number | null): readonly Plot.Markish[] {
  const band = { x1: -(margin ?? 0), x2: margin ?? 0, fill: 'var(--band)', className: 'margin' };
  return [
    ...(margin === null || margin <= 0 ? [] : [Plot.rect([0], band)]),
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
  element.setAttribute(
    name,
    value.replace(/-?\d+\.\d{2,}(?:e-?\d+)?/g, (number) => String(Math.round(10 * Number(number)) / 10)),
  );
}

/** A name from outside, as it may stand in a picture. */
export function shortName(name: string, maxChars = 24): string {
  return cleanLine(name, maxChars) || '(empty)';
}
