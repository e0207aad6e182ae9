/** The result as one self-contained HTML page: no other host, no script, nothing that a run wrote is markup. */
import { createHash } from 'node:crypto';
import type { ExperimentResult } from '../verdict/result.ts';
import { compose } from './compose.ts';
import type { ReportDocument } from './document.ts';
import { escapeHtml } from './format/escape.ts';
import { plainText } from './format/plain.ts';
import { blocksHtml } from './html/blocks.ts';
import { inlineHtml } from './html/inline.ts';
import { STYLE } from './html/style.ts';
import { viewOf } from './view.ts';

/** More points than this are closer together than pixels. */
const CHART_POINTS = 500;

export function renderHtml(result: ExperimentResult): string {
  const document = compose(viewOf(result), { configName: null, chartPoints: CHART_POINTS });
  return renderPage(document, result.provenance.config);
}

/** Any report as a page. @param config named in the title of the window */
export function renderPage(document: ReportDocument, config: string): string {
  const [folded, lead] = [document.folded, document.lead.flatMap(({ blocks }) => blocks)];
  const title = escapeHtml(
    `${plainText(document.headline)} · ${plainText([{ kind: 'code', text: config }])}`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${inlineHtml(document.headline)}</h1>
${blocksHtml(lead)}
${folded.map(({ name, blocks }) => `<details><summary>${escapeHtml(name)}</summary>\n${blocksHtml(blocks)}\n</details>`).join('\n')}
</main>
</body>
</html>
`;
}

/** Even if an escape failed, nothing would run or be fetched: only this page's own style sheet is allowed, by its digest. */
function contentSecurityPolicy(): string {
  const digest = createHash('sha256').update(STYLE, 'utf8').digest('base64');
  return `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
}
