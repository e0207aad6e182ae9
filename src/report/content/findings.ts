import type { Check, CheckStatus } from '../../checks/check.ts';
import { type Block, list } from '../document.ts';
import { codes, enumerate, more, type Phrase, prose, say } from '../phrase.ts';
import type { View } from '../view.ts';
import { alarmingGroups } from './checks.ts';
import { firstNames } from './headline/names.ts';
import { CHECK_GLYPHS } from './headline/verdict-words.ts';

const MAX_SHOWN = 3;

export interface Finding {
  readonly check: string;
  readonly status: Extract<CheckStatus, 'fail' | 'warn'>;
  readonly models: readonly string[];
  readonly found: Phrase;
  readonly action: Phrase | null;
}

export function findings({ result }: View): readonly Finding[] {
  return alarmingGroups(result.checks).map(({ worst, models }) => ({
    check: worst.id,
    status: worst.status === 'fail' ? 'fail' : 'warn',
    models,
    found: [prose(inOneLine(worst.message))],
    action: worst.advice === null ? null : [prose(worst.advice)],
  }));
}

export function findingLines(view: View): readonly Block[] {
  const all = alarmingGroups(view.result.checks);
  const items = all.slice(0, MAX_SHOWN).map(({ worst, models }) => findingLine(worst, models));
  return list([...items, more(all.length - MAX_SHOWN, 'in “All checks”.')]);
}

function findingLine({ status, message, advice }: Check, models: readonly string[]): Phrase {
  const named = enumerate(firstNames(codes(models)));
  const action = advice === null ? [] : say` → ${prose(inOneLine(advice))}`;
  return say`${CHECK_GLYPHS[status]} ${named}${named.length === 0 ? '' : ': '}${prose(inOneLine(message))}${action}`;
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
