import type { Check, CheckStatus } from '../../checks/check.ts';
import { type Column, type Inline, type Phrase, plainName, prose, say, type Table } from '../document.ts';
import { chosen, NBSP, plain } from '../format/number.ts';
import type { View } from '../view.ts';
import { CHECK_GLYPHS } from './verdict-words.ts';

const MAX_ROWS = 10;
const MAX_FOLDED_ROWS = 100;
const FINDING: Column = { title: ['Finding'], align: 'left' };
const CHECK: Column = { title: ['Check'], align: 'left' };
const MODEL: Column = { title: ['Model'], align: 'left' };

/** What a reviewer has to look at: failures first, then warnings; null where there are none. */
export function alarmingChecks({ result }: View): { readonly table: Table; readonly hidden: number } | null {
  const checks = withStatus(result.checks, ['fail', 'warn']);
  if (checks.length === 0) return null;
  const rows = checks.slice(0, MAX_ROWS).map((check) => [...nameCells(check), finding(check), advice(check)]);
  const columns = [CHECK, MODEL, FINDING, { title: say`Do`, align: 'left' } as const];
  return { table: { columns, rows }, hidden: checks.length - rows.length };
}

/** Every check with its value and limit; what could not be checked says why. */
export function allChecks({ result }: View): Table {
  const rows = withStatus(result.checks, ['fail', 'warn', 'not-checked', 'pass'])
    .slice(0, MAX_FOLDED_ROWS)
    .map((check) => [...nameCells(check), value(check), limit(check), say`${prose(check.message)}`]);
  const columns: readonly Column[] = [
    CHECK,
    MODEL,
    { title: ['Value'], align: 'right' },
    { title: ['Limit'], align: 'right' },
    FINDING,
  ];
  return { columns, rows };
}

/** `5 passed, 2 not checked`. */
export function countOf(checks: readonly Check[]): string {
  const words: ReadonlyArray<readonly [CheckStatus, string]> = [
    ['fail', 'failed'],
    ['warn', 'warned'],
    ['pass', 'passed'],
    ['not-checked', 'not checked'],
  ];
  return words
    .map(([status, word]) => [checks.filter((check) => check.status === status).length, word] as const)
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${n} ${word}`)
    .join(', ');
}

function withStatus(checks: readonly Check[], statuses: readonly CheckStatus[]): readonly Check[] {
  return statuses.flatMap((status) => checks.filter((check) => check.status === status));
}

function nameCells({ id, model, status }: Check): readonly Phrase[] {
  const words = id.replaceAll('-', ' ').replace('/', ': ');
  return [say`${CHECK_GLYPHS[status]}${NBSP}${prose(words)}`, model === null ? [] : say`${plainName(model)}`];
}

/** The check's own sentence; the interval of its value is added where the sentence holds none. */
function finding(check: Check): Phrase {
  const silent = check.interval !== null && check.value !== null && !check.message.includes('[');
  return silent ? say`${prose(check.message)} (${value(check)})` : say`${prose(check.message)}`;
}

function advice(check: Check): Phrase {
  return check.advice === null ? [] : say`${prose(check.advice)}`;
}

function value({ value, interval }: Check): Phrase {
  if (value === null) return [];
  const bounds: Inline = interval === null ? '' : ` [${plain(interval.low)},${NBSP}${plain(interval.high)}]`;
  return say`${plain(value)}${bounds}`;
}

function limit({ threshold }: Check): Phrase {
  return threshold === null ? [] : say`${chosen(threshold)}`;
}
