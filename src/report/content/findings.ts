import { type Check, isListed, type LISTED } from '../../checks/check.ts';
import { type Block, list } from '../document.ts';
import { codes, enumerate, more, type Phrase, prose, say } from '../phrase.ts';
import type { View } from '../view.ts';
import { brokenBy, listedGroups } from './checks.ts';
import { deadModel, firstStatement } from './headline/headline.ts';
import { firstNames } from './headline/names.ts';
import { CHECK_GLYPHS } from './headline/verdict-words.ts';

const MAX_SHOWN = 3;

export interface Finding {
  readonly check: string;
  readonly status: (typeof LISTED)[number];
  readonly models: readonly string[];
  readonly found: Phrase;
  readonly action: Phrase | null;
}

export function findings({ result }: View): readonly Finding[] {
  return listedGroups(result.checks).flatMap(({ worst, models }) => findingOf(worst, models));
}

/** Without what headline and next step say in full of a broken comparison. */
export function unsaidFindings(view: View): readonly Finding[] {
  const broken = brokenBy(view);
  return listedGroups(view.result.checks).flatMap(({ worst, models }) => {
    if (worst !== broken) return findingOf(worst, models);
    if (deadModel(view) !== null) return [];
    const [message = '', ...rest] = [worst.message, worst.advice ?? ''].filter((text) => isLong(text));
    return message === '' ? [] : findingOf({ ...worst, message, advice: rest[0] ?? null }, models);
  });
}

/** Headline and next step have first statements only. */
function isLong(text: string): boolean {
  return firstStatement(text) !== text;
}

function findingOf({ id, status, message, advice }: Check, models: readonly string[]): readonly Finding[] {
  if (!isListed(status)) return [];
  const action = advice === null ? null : [prose(inOneLine(advice))];
  return [{ check: id, status, models, found: [prose(inOneLine(message))], action }];
}

export function findingLines(view: View): readonly Block[] {
  const all = unsaidFindings(view);
  const items = all.slice(0, MAX_SHOWN).map(findingLine);
  return list([...items, more(all.length - MAX_SHOWN, 'in “All checks”.')]);
}

function findingLine({ status, models, found, action }: Finding): Phrase {
  const named = enumerate(firstNames(codes(models)));
  const next = action === null ? [] : say` → ${action}`;
  return say`${CHECK_GLYPHS[status]} ${named}${named.length === 0 ? '' : ': '}${found}${next}`;
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
