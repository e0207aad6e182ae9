/** What the comment said before this push. */
import type { Outcome } from '../../../verdict/outcome.ts';
import { type Phrase, say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import { linkedCommit } from '../compared-commits.ts';
import { change, range } from './amounts.ts';
import { leadOf } from './headline.ts';
import { VERDICT_GLYPHS } from './verdict-words.ts';

const COMMIT = /^[0-9a-f]{7,64}$/;

/** `was ⚪ +0.2 points (−0.4 to +0.8) at 4df797c`; empty for the same commit. */
export function sinceLastPush(view: View, before: Outcome | null): Phrase {
  if (before === null || !COMMIT.test(before.commit)) return [];
  const commit = before.commit.slice(0, 7);
  if (view.result.provenance.head === commit) return [];
  return say`was ${VERDICT_GLYPHS[before.verdict]}${numbers(view, before)} at ${linkedCommit(view, commit)}`;
}

/** The earlier numbers of the comparison that the headline names now. */
function numbers(view: View, { verdict, comparisons }: Outcome): string {
  const lead = leadOf(view);
  if (verdict === 'invalid' || lead === null || !isMeasured(lead)) return '';
  const { variant, metric } = lead;
  const then = comparisons.find((one) => one.variant === variant && one.metric === metric);
  if (then?.high === undefined) return '';
  const { difference, low, high } = then;
  return ` ${change(view, metric, difference)} (${range(view, metric, { low, high })})`;
}
