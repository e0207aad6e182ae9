import type { Block, Column, Table } from '../document.ts';
import { cleanLines } from '../format/clean.ts';
import { escapeHtml } from '../format/escape.ts';
import type { Phrase } from '../phrase.ts';
import { differenceSvg } from './difference-svg.ts';
import { inlineHtml } from './inline.ts';
import { lossSvg } from './loss-svg.ts';

export function blocksHtml(blocks: readonly Block[]): string {
  return blocks.map(blockHtml).join('\n');
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${inlineHtml(block.content)}</p>`;
    case 'small':
      return `<p class="small">${inlineHtml(block.content)}</p>`;
    case 'note':
      return `<p class="note">${inlineHtml(block.content)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${inlineHtml(item)}</li>`).join('')}</ul>`;
    case 'table':
      return tableHtml(block.table);
    case 'lines':
      return `<pre>${escapeHtml(cleanLines(block.text, 40, 10_000))}</pre>`;
    case 'losses':
      return `<figure>${lossSvg(block.chart)}</figure>`;
    case 'differences':
      return `<figure>${differenceSvg(block.chart)}<figcaption>${inlineHtml(block.chart.legend)}</figcaption></figure>`;
  }
}

function tableHtml({ columns, rows }: Table): string {
  const head = columns.map((column) => cell('th', column, column.title)).join('');
  const body = rows.map(
    (row) => `<tr>${columns.map((column, i) => cell('td', column, row[i] ?? [])).join('')}</tr>`,
  );
  // The table scrolls, not the page.
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
}

function cell(tag: 'th' | 'td', { align }: Column, content: Phrase): string {
  const scope = tag === 'th' ? ' scope="col"' : '';
  return `<${tag}${scope}${align === 'right' ? ' class="right"' : ''}>${inlineHtml(content)}</${tag}>`;
}
