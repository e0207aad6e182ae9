import { cleanLine } from '../format/clean.ts';
import { escapeHtml } from '../format/escape.ts';
import { inlineHtml } from '../html/inline.ts';
import type { Phrase } from '../phrase.ts';

export interface Picture {
  readonly title: string;
  /** The width of the window selects the wide or the narrow drawing. */
  readonly svg: string | { readonly wide: string; readonly narrow: string };
  readonly legend: Phrase;
  /** Target of links on the page. */
  readonly id?: string;
}

export function figureHtml({ title, svg, legend, id }: Picture): string {
  const drawn =
    typeof svg === 'string'
      ? plotHtml(svg, title, '')
      : plotHtml(svg.wide, title, ' wide') + plotHtml(svg.narrow, title, ' narrow');
  const name = id === undefined ? '' : ` id="${escapeHtml(id)}"`;
  const caption = legend.length === 0 ? '' : `<p class="small">${inlineHtml(legend)}</p>`;
  return `<figure${name}><figcaption>${escapeHtml(cleanLine(title, 160))}</figcaption>${drawn}${caption}</figure>`;
}

/** Focusable: the arrow keys read the values (`script.ts`). */
function plotHtml(svg: string, title: string, kind: string): string {
  const label = escapeHtml(`${cleanLine(title, 160)}: arrow keys read the values`);
  return `<div class="plot${kind}" tabindex="0" role="group" aria-label="${label}">${svg}</div>`;
}

export function galleryHtml(pictures: readonly Picture[], kind = ''): string {
  if (pictures.length === 0) return '';
  return `<div class="gallery${kind === '' ? '' : ` ${kind}`}">${pictures.map(figureHtml).join('\n')}</div>`;
}
