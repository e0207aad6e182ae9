/** A part of the page with a heading, a link in the navigation, and perhaps folded. */
import { escapeHtml } from '../format/escape.ts';
import { linkTerms } from './glossary.ts';

export interface Section {
  readonly id: string;
  /** Trusted words, like `intro` and `note`. */
  readonly title: string;
  readonly intro?: string;
  /** Beside the title of a folded section. */
  readonly note?: string;
  readonly content: string;
  /** Whether nothing in it needs attention. */
  readonly isFolded?: boolean;
}

/** What needs attention comes first; without content, there is no section. */
export function inReadingOrder(sections: readonly Section[]): readonly Section[] {
  const filled = sections.filter(({ content }) => content !== '');
  return [...filled.filter((one) => one.isFolded !== true), ...filled.filter((one) => one.isFolded === true)];
}

export function navigationHtml(sections: readonly Section[]): string {
  const links = sections.map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`);
  return `<nav aria-label="Sections"><ul>${links.join('')}</ul></nav>`;
}

export function sectionHtml({ id, title, intro = '', note = '', content, isFolded }: Section): string {
  const lead = intro === '' ? '' : `<p class="small">${escapeHtml(intro)}</p>\n`;
  const body = id === 'glossary' ? content : linkTerms(lead + content);
  const heading = `<h2 id="${id}">${escapeHtml(title)}</h2>`;
  const beside = note === '' ? '' : ` <span class="small">${escapeHtml(note)}</span>`;
  const whole =
    isFolded === true
      ? `<details><summary>${heading}${beside}</summary>\n${body}\n</details>`
      : `${heading}\n${body}`;
  return `<section aria-labelledby="${id}">\n${whole}\n</section>`;
}
