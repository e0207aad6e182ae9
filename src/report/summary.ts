/** The last lines on a terminal: the verdict, what it rests on, one aligned table, what did not pass. */
import type { Check } from '../checks/check.ts';
import type { ExperimentResult } from '../verdict/result.ts';
import { claimLine } from './content/claim.ts';
import { gateLine } from './content/gate.ts';
import { evidenceLine } from './content/headline/evidence-line.ts';
import { headline } from './content/headline/headline.ts';
import { CHECK_GLYPHS } from './content/headline/verdict-words.ts';
import { notices } from './content/notices.ts';
import { leadComparisons } from './content/tables/comparisons.ts';
import type { Block, Table } from './document.ts';
import { cleanLine } from './format/clean.ts';
import { plainText } from './format/plain.ts';
import { shorten } from '../checks/shorten.ts';
import { viewOf } from './view.ts';

const INDENT = '  ';
const GAP = '  ';
const MAX_CHECKS = 8;
const MAX_LINE_CHARS = 160;
/** What is looked at for a place to cut. */
const MAX_MESSAGE_CHARS = 1000;

export function renderSummary(result: ExperimentResult): string {
  const view = viewOf(result);
  const broken = result.verdict === 'invalid';
  const head = [
    plainText(headline(view, null)),
    plainText(evidenceLine(view)),
    ...lines([...claimLine(view), ...gateLine(view), ...notices(view)]),
  ];
  const sections = [head, broken ? [] : lines(leadComparisons(view)), checkLines(result.checks)];
  return `${sections
    .map(section)
    .filter((text) => text !== '')
    .join('\n\n')}\n`;
}

/** One line a check: what it found. What to do about it is in the report. */
function checkLines(checks: readonly Check[]): readonly string[] {
  const alarming = (['fail', 'warn'] as const).flatMap((status) =>
    checks.filter((check) => check.status === status),
  );
  const shown = alarming.slice(0, MAX_CHECKS).map(({ id, model, status, message }) => {
    const name = cleanLine(model === null ? id : `${id}, ${model}`, MAX_LINE_CHARS);
    return `${CHECK_GLYPHS[status]} ${name}: ${shorten(cleanLine(message, MAX_MESSAGE_CHARS).replaceAll('`', ''), MAX_LINE_CHARS)}`;
  });
  const hidden = alarming.length - shown.length;
  return hidden > 0 ? [...shown, `${hidden} more in the report`] : shown;
}

function section(texts: readonly string[], index: number): string {
  return texts
    .filter((text) => text !== '')
    .map((text) => (index === 0 ? text : INDENT + text))
    .join('\n');
}

function lines(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'table') return aligned(block.table);
    if (block.kind === 'paragraph' || block.kind === 'small' || block.kind === 'note')
      return [plainText(block.content)];
    return [];
  });
}

function aligned({ columns, rows }: Table): readonly string[] {
  const texts = [columns.map(({ title }) => plainText(title)), ...rows.map((row) => row.map(plainText))];
  const widths = columns.map((_, i) => Math.max(...texts.map((row) => width(row[i] ?? ''))));
  return texts.map((row) =>
    columns
      .map(({ align }, i) => {
        const cell = row[i] ?? '';
        const space = ' '.repeat((widths[i] ?? 0) - width(cell));
        return align === 'right' ? space + cell : cell + space;
      })
      .join(GAP)
      .trimEnd(),
  );
}

/** Code points: near enough for names and numbers, and the glyphs stand in the last column. */
function width(text: string): number {
  return Array.from(text).length;
}
