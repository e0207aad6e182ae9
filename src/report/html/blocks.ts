import type { Block, Column, Table } from '../document.ts';
import { cleanLines } from '../format/clean.ts';
import { escapeHtml } from '../format/escape.ts';
import type { Phrase } from '../phrase.ts';
import { inlineHtml } from './inline.ts';

export function blocksHtml(blocks: readonly Block[]): string {
  return blocks.map(blockHtml).join('\n');
}

export function foldHtml(name: string, content: string): string {
  return `<details><summary>${escapeHtml(name)}</summary>\n${content}\n</details>`;
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
      return linesHtml(block.text);
    case 'losses':
      // The page draws its own curves.
      return '';
  }
}

function linesHtml(text: string): string {
  const lines = escapeHtml(cleanLines(text, 40, 10_000));
  // Focusable, because it scrolls sideways.
  return `<div class="copyable"><pre tabindex="0">${lines}</pre><button type="button" class="copy">Copy</button></div>`;
}

function tableHtml({ columns, rows }: Table): string {
  const head = columns.map((column) => cell('th', column, column.title)).join('');
  const body = rows.map(
    (row) => `<tr>${columns.map((column, i) => cell('td', column, row[i] ?? [])).join('')}</tr>`,
  );
  return `<div class="scroll" tabindex="0" role="group" aria-label="Table"><table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
}

function cell(tag: 'th' | 'td', { align }: Column, content: Phrase): string {
  const scope = tag === 'th' ? ' scope="col"' : '';
  return `<${tag}${scope}${align === 'right' ? ' class="right"' : ''}>${inlineHtml(content)}</${tag}>`;
}
