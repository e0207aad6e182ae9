import { VERDICT_GLYPHS } from '../content/headline/verdict-words.ts';
import { cleanLine } from '../format/clean.ts';
import { escapeHtml } from '../format/escape.ts';
import { metricTitle } from '../format/metric-name.ts';
import { plainText } from '../format/plain.ts';
import { pageHtml } from '../html/shell.ts';
import { figureHtml } from '../page/figure.ts';
import { say } from '../phrase.ts';
import type { History, HistoryEntry } from './history.ts';
import { trendSvg } from './trend.ts';

/** @param reports file names of the pages that still exist, by commit */
export function renderHistory({ config, entries }: History, reports: ReadonlyMap<string, string>): string {
  const names = [...new Set(entries.flatMap(({ metrics }) => metrics.map(({ name }) => name)))];
  const pictures = names.map((name) => {
    const title = plainText(say`${metricTitle(name)}`);
    const legend = say`One dot per commit and model: the mean over its seeds. Bar: its 95 % interval. The runs of different commits are not paired.`;
    return figureHtml({ title, svg: trendSvg(entries, name), legend });
  });
  const shown = cleanLine(config, 200);
  const title = `History of ${shown}`;
  return pageHtml(
    title,
    `<main>
<header><p class="eyebrow"><code>${escapeHtml(shown)}</code></p>
<h1>Primary metrics over the commits of the default branch</h1></header>
<section aria-labelledby="trend"><h2 id="trend">Trend</h2>
${pictures.join('\n')}
</section>
<section aria-labelledby="commits"><h2 id="commits">Commits</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th>Commit</th><th>Measured</th><th>Result</th><th>Report</th></tr></thead>
<tbody>
${[...entries]
  .reverse()
  .map((entry) => rowHtml(entry, reports))
  .join('\n')}
</tbody></table></div>
</section>
</main>`,
  );
}

function rowHtml(
  { commit, at, verdict, headline }: HistoryEntry,
  reports: ReadonlyMap<string, string>,
): string {
  const page = reports.get(commit);
  const link = page === undefined ? 'no longer kept' : `<a href="${escapeHtml(page)}">report</a>`;
  const told = headline === '' ? `${VERDICT_GLYPHS[verdict]} ${verdict}` : cleanLine(headline, 300);
  return `<tr><td><code>${escapeHtml(commit.slice(0, 7))}</code></td><td>${escapeHtml(at.slice(0, 16).replace('T', ' '))} UTC</td><td>${escapeHtml(told)}</td><td>${link}</td></tr>`;
}
