import type { ExperimentResult } from '../verdict/result.ts';
import { plural } from '../words/plural.ts';
import { claimLine } from './content/claim.ts';
import { findings } from './content/findings.ts';
import { gateLine } from './content/gate.ts';
import { changedDesign } from './content/headline/changed-design.ts';
import { evidenceLine } from './content/headline/evidence-line.ts';
import { headline } from './content/headline/headline.ts';
import { firstNames } from './content/headline/names.ts';
import { CHECK_GLYPHS } from './content/headline/verdict-words.ts';
import { notices } from './content/notices.ts';
import type { Block } from './document.ts';
import { plainText } from './format/plain.ts';
import { join, type Phrase, plainName } from './phrase.ts';
import { comparisonLines, VERDICT_STYLES } from './terminal/comparisons.ts';
import { colourPaint, cutToColumns, type Paint, plainPaint, wrap } from './terminal/text.ts';
import { type View, viewOf } from './view.ts';

/** A terminal of 24 lines also shows the path of the page and the prompt. */
const MAX_LINES = 22;
const NARROWEST = 40;
const WIDEST = 120;
const MAX_FINDINGS = 3;
const MAX_NOTICES = 2;

export interface TerminalOptions {
  /** Default: 100. */
  readonly columns?: number | undefined;
  readonly colour?: boolean;
}

/** @returns at most 22 lines, none longer than the terminal is wide */
export function renderTerminal(
  result: ExperimentResult,
  { columns = 100, colour = false }: TerminalOptions = {},
): string {
  const view = viewOf(result);
  const paint = colour ? colourPaint : plainPaint;
  const width = Math.min(WIDEST, Math.max(NARROWEST, columns));
  const head = headLines(view, width, paint);
  const found = findingLines(view, width, paint);
  const room = MAX_LINES - head.length - found.length - (found.length === 0 ? 1 : 2);
  const table = result.verdict === 'invalid' ? [] : comparisonLines(view, width, room, paint);
  return `${[head, table, found]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headLines(view: View, width: number, paint: Paint): readonly string[] {
  const lines = (phrase: Phrase, most: number) => wrap(plainText(phrase), width, most);
  const all = (blocks: readonly Block[], most: number) =>
    blocks.flatMap((block) => ('content' in block ? lines(block.content, most) : []));
  const { verdict } = view.result;
  return [
    ...lines(headline(view, null), 3).map((line) => paint('bold', paint(VERDICT_STYLES[verdict], line))),
    ...lines(changedDesign(view), 2),
    ...lines(evidenceLine(view), 2).map((line) => paint('dim', line)),
    ...all(claimLine(view), 2),
    ...lines(gateLine(view), 2),
    ...all(notices(view).slice(0, MAX_NOTICES), 1).map((line) => paint('dim', line)),
  ];
}

function findingLines(view: View, width: number, paint: Paint): readonly string[] {
  const all = findings(view);
  const lines = all.slice(0, MAX_FINDINGS).flatMap(({ status, models, found, action }) => {
    const who = plainText(join(firstNames(models.map((model) => [plainName(model)])), ', '));
    const text = `${CHECK_GLYPHS[status]} ${who === '' ? '' : `${who}: `}${plainText(found)}`;
    return [
      paint(status === 'fail' ? 'red' : 'yellow', cutToColumns(text, width)),
      ...(action === null ? [] : [cutToColumns(`   → ${plainText(action)}`, width)]),
    ];
  });
  const hidden = all.length - MAX_FINDINGS;
  return hidden > 0 ? [...lines, paint('dim', `${plural(hidden, 'more finding')} on the page`)] : lines;
}
