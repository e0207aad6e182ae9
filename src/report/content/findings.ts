import { type Check, isListed, type LISTED } from '../../checks/check.ts';
import { type Block, list } from '../document.ts';
import { codes, enumerate, more, type Phrase, prose, say } from '../phrase.ts';
import type { View } from '../view.ts';
import { listedGroups } from './checks.ts';
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
  return listedGroups(result.checks).flatMap(({ worst: { id, status, message, advice }, models }) =>
    isListed(status)
      ? {
          check: id,
          status,
          models,
          found: [prose(inOneLine(message))],
          action: advice === null ? null : [prose(advice)],
        }
      : [],
  );
}

export function findingLines(view: View): readonly Block[] {
  const all = listedGroups(view.result.checks);
  // The next step of a broken comparison is the action of its first finding.
  const isSaid = ({ advice }: Check, at: number) =>
    at === 0 && view.result.verdict === 'invalid' && advice?.includes('; ') === false;
  const items = all
    .slice(0, MAX_SHOWN)
    .map(({ worst, models }, at) =>
      findingLine(isSaid(worst, at) ? { ...worst, advice: null } : worst, models),
    );
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
