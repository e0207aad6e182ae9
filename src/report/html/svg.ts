/** What every picture needs: a scale and text that cannot break out of the markup. */
import { cleanLine } from '../format/clean.ts';
import { escapeHtml } from '../format/escape.ts';

/** From data to pixels. */
export function scale(
  from: readonly [number, number],
  to: readonly [number, number],
): (value: number) => number {
  const span = from[1] - from[0] || 1;
  return (value) => Number((to[0] + ((value - from[0]) / span) * (to[1] - to[0])).toFixed(1));
}

export function text(x: number, y: number, words: string, classes: string): string {
  return `<text x="${x}" y="${y}" class="${classes}">${escapeHtml(cleanLine(words, 60))}</text>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, classes: string): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" class="${classes}"/>`;
}

/** Styled by classes alone: the page's security policy allows no style attribute. */
export function svg(width: number, height: number, label: string, content: readonly string[]): string {
  const name = escapeHtml(cleanLine(label, 200));
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}">${content.join('')}</svg>`;
}
