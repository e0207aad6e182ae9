/** Any report as a page: its blocks in reading order, the details folded. */
import type { ReportDocument } from '../document.ts';
import { plainText } from '../format/plain.ts';
import { blocksHtml, foldHtml } from './blocks.ts';
import { inlineHtml } from './inline.ts';
import { pageHtml } from './shell.ts';

/** @param config named in the title of the window */
export function renderDocument({ headline, lead, folded }: ReportDocument, config: string): string {
  const title = `${plainText(headline)} · ${plainText([{ kind: 'code', text: config }])}`;
  const folds = folded.map(({ name, blocks }) => foldHtml(name, blocksHtml(blocks)));
  return pageHtml(
    title,
    `<main>
<h1>${inlineHtml(headline)}</h1>
${blocksHtml(lead.flatMap(({ blocks }) => blocks))}
${folds.join('\n')}
</main>`,
  );
}
