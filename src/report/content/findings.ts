/** What a reader has to act on, one line each: what was found, and what to do about it. The comment, the page and the JSON say the same. */
import type { Check, CheckStatus } from '../../checks/check.ts';
import { firstClauses, LINE_CHARS } from '../../checks/shorten.ts';
import type { Block } from '../document.ts';
import { plainText } from '../format/plain.ts';
import { code, enumerate, type Phrase, prose, say } from '../phrase.ts';
import type { View } from '../view.ts';
import { alarmingGroups } from './checks.ts';
import { firstNames } from './headline/names.ts';
import { CHECK_GLYPHS } from './headline/verdict-words.ts';

/** What is found comes before what to do: it gets at least this much of the line. */
const LEAST_FOUND_CHARS = 60;
const MAX_SHOWN = 3;

export interface Finding {
  readonly check: string;
  readonly status: Extract<CheckStatus, 'fail' | 'warn'>;
  readonly models: readonly string[];
  readonly found: Phrase;
  /** Null where there is nothing to do. */
  readonly action: Phrase | null;
}

/** Failures first, then warnings; checks of one kind that fired on several models are one finding. */
export function findings({ result }: View): readonly Finding[] {
  return alarmingGroups(result.checks).map(({ worst, models }) => ({
    check: worst.id,
    status: worst.status === 'fail' ? 'fail' : 'warn',
    models,
    found: [prose(oneLine(worst.message, LINE_CHARS))],
    action: worst.advice === null ? null : [prose(worst.advice)],
  }));
}

/** The first three, with what to do, in a line each. */
export function findingLines(view: View): readonly Block[] {
  const all = alarmingGroups(view.result.checks);
  if (all.length === 0) return [];
  const items = all.slice(0, MAX_SHOWN).map(({ worst, models }) => findingLine(worst, models));
  const more = all.length - items.length;
  const rest = more === 0 ? [] : [say`${more} more in “All checks”.`];
  return [{ kind: 'list', items: [...items, ...rest] }];
}

function findingLine(worst: Check, models: readonly string[]): Phrase {
  const named = enumerate(firstNames(models.map((model) => say`${code(model)}`)));
  const head = say`${CHECK_GLYPHS[worst.status]} ${named}${named.length === 0 ? '' : ': '}`;
  const left = Math.max(LEAST_FOUND_CHARS, LINE_CHARS - [...plainText(head)].length);
  const wanted = [...(worst.advice ?? '')].length;
  const found = oneLine(worst.message, Math.max(LEAST_FOUND_CHARS, left - wanted - ARROW.length));
  const action =
    worst.advice === null
      ? []
      : say`${ARROW}${prose(oneLine(worst.advice, left - [...found].length - ARROW.length))}`;
  return say`${head}${prose(found)}${action}`;
}

const ARROW = ' → ';

function oneLine(text: string, maxChars: number): string {
  return firstClauses(text.replaceAll(/\s+/g, ' ').slice(0, 1000), maxChars);
}
