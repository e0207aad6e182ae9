import type { ExperimentResult } from '../verdict/result.ts';
import { plural } from '../words/plural.ts';
import { evaluationFacts, moneyLine } from './content/evaluation/arms.ts';
import { changedCases } from './content/evaluation/changed-cases.ts';
import { brokenPolicies } from './content/evaluation/policies.ts';
import { unsaidFindings } from './content/findings.ts';
import { gateLine } from './content/gate.ts';
import { headline } from './content/headline/headline.ts';
import { firstNames } from './content/headline/names.ts';
import { nextStep } from './content/headline/next-step.ts';
import { subline } from './content/headline/subline.ts';
import { CHECK_GLYPHS } from './content/headline/verdict-words.ts';
import { notices } from './content/notices.ts';
import { taskCount } from './content/tasks.ts';
import type { Block } from './document.ts';
import { plainText } from './format/plain.ts';
import { join, type Phrase, plainName } from './phrase.ts';
import { comparisonLines, VERDICT_STYLES } from './terminal/comparisons.ts';
import { taskLines } from './terminal/tasks.ts';
import { colourPaint, type Paint, plainPaint, wrap } from './terminal/text.ts';
import { type View, viewOf } from './view.ts';

/** A terminal of 24 lines also shows the path of the page and the prompt. */
const MAX_LINES = 22;
const NARROWEST = 40;
const WIDEST = 120;
const MAX_FINDINGS = 3;
/** Lines around the rows of the table of comparisons, and rows that findings leave room for. */
const TABLE_FRAME = 6;
const LEAST_ROWS = 3;
/** Lines that the cases of an evaluation leave for findings. */
const FINDING_LINES = 7;
const ARROW = '   → ';
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
  const kept = view.primary.length < 2 ? 5 : TABLE_FRAME + Math.min(LEAST_ROWS, view.primary.length);
  const isBroken = result.verdict === 'invalid';
  const forFindings = unsaidFindings(view).length === 0 ? 0 : FINDING_LINES;
  const cases = evaluationLines(view, width, isBroken).slice(
    0,
    Math.max(0, MAX_LINES - head.length - kept - forFindings - 1),
  );
  const above = head.length + (cases.length === 0 ? 0 : cases.length + 1);
  const found = findingLines(view, width, MAX_LINES - above - kept, paint);
  const room = MAX_LINES - above - found.length - (found.length === 0 ? 1 : 2);
  const table = isBroken ? [] : comparisonLines(view, width, room, paint);
  const tasks = isBroken ? [] : taskLines(view, width, room - table.length - 1, paint);
  return `${[head, table, cases, tasks, found]
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
    ...lines(headline(view), 3).map((line) => paint('bold', paint(VERDICT_STYLES[verdict], line))),
    ...lines(subline(view), taskCount(view) === 0 ? 2 : 3).map((line) => paint('dim', line)),
    ...lines(gateLine(view), 2),
    ...lines(nextStep(view), 2),
    ...all(notices(view).slice(0, MAX_NOTICES), 1).map((line) => paint('dim', line)),
  ];
}

function evaluationLines(view: View, width: number, isBroken: boolean): readonly string[] {
  const found = isBroken ? [] : [...changedCases(view), ...brokenPolicies(view), ...evaluationFacts(view)];
  return [...found, moneyLine(view)].flatMap((phrase) => wrap(plainText(phrase), width, 2, '   '));
}

/** Findings are whole, so fewer of them are shown if they are long. */
function findingLines(view: View, width: number, room: number, paint: Paint): readonly string[] {
  const all = unsaidFindings(view);
  const lines: string[] = [];
  let shown = 0;
  for (const { status, models, found, action } of all.slice(0, MAX_FINDINGS)) {
    const who = plainText(join(firstNames(models.map((model) => [plainName(model)])), ', '));
    const text = `${CHECK_GLYPHS[status]} ${who === '' ? '' : `${who}: `}${plainText(found)}`;
    const most = Math.max(2, room - lines.length - 1);
    const whole = [
      ...wrap(text, width, most, '   ').map((line) => paint(status === 'fail' ? 'red' : 'yellow', line)),
      ...(action === null
        ? []
        : wrap(plainText(action), width - ARROW.length, most).map(
            (line, index) => (index === 0 ? ARROW : ' '.repeat(ARROW.length)) + line,
          )),
    ];
    if (shown > 0 && lines.length + whole.length >= room) break;
    lines.push(...whole.slice(0, Math.max(2, room - 1)));
    shown += 1;
  }
  const hidden = all.length - shown;
  return hidden > 0 ? [...lines, paint('dim', `${plural(hidden, 'more finding')} on the page`)] : lines;
}
