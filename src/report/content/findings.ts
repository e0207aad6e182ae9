/** What a reader has to act on, one line each: what was found, and what to do about it. The comment, the page and the JSON say the same. */
import type { Check, CheckStatus } from '../../checks/check.ts';
import { shorten } from '../../checks/shorten.ts';
import { type Phrase, prose } from '../phrase.ts';
import type { View } from '../view.ts';
import { alarmingGroups } from './checks.ts';

/** A line that a reader takes in at once. */
const MAX_CHARS = 140;

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
    found: [prose(oneLine(worst))],
    action: worst.advice === null ? null : [prose(worst.advice)],
  }));
}

function oneLine({ message }: Check): string {
  return shorten(message.replaceAll(/\s+/g, ' ').slice(0, 1000), MAX_CHARS);
}
