import type { ClaimResult, ClaimStatement } from '../../verdict/claim.ts';
import { type Block, left, tableBlock } from '../document.ts';
import { type Phrase, plainName, prose, say } from '../phrase.ts';
import type { View } from '../view.ts';

const STATUSES: Readonly<Record<ClaimResult['status'], { readonly glyph: string; readonly words: string }>> =
  {
    supported: { glyph: '✅', words: 'proven' },
    contradicted: { glyph: '❌', words: 'disproven' },
    'not-shown': { glyph: '⚪', words: 'not proven' },
  };

export function claimTable(view: View): readonly Block[] {
  const statements = view.result.claim?.statements ?? [];
  const areMixed = new Set(statements.map(({ source }) => source)).size > 1;
  const said = ({ source }: ClaimStatement) =>
    areMixed ? (source === 'config' ? ' (config)' : ' (pull request)') : '';
  return tableBlock(statements, [
    left('Claimed', (statement) => say`${prose(statement.text)}${said(statement)}`),
    left('Model', ({ variant }) => plainName(variant)),
    left('Found', ({ status }) => `${STATUSES[status].glyph} ${STATUSES[status].words}`),
    left('Why', (statement) => why(view, statement)),
  ]);
}

/** Keeps the metric's own sign, like the claim. */
function why(view: View, { metric, interval, amount, status, reason }: ClaimStatement): Phrase {
  if (interval === null || amount === null) return [prose(reason)];
  const format = view.format(metric);
  const isMinimized = view.metric(metric).direction === 'minimize';
  const change = isMinimized ? { ...interval, low: -interval.high, high: -interval.low } : interval;
  const own = isMinimized ? -amount : amount;
  const sign = own < 0 ? '\u2212' : '+';
  const claimed = `${sign}${format.exact(Math.abs(own))} or ${isMinimized ? 'lower' : 'higher'}`;
  const measured = say`the change lies in ${format.difference(0, change).interval}; the claim is ${claimed}`;
  const isWithheld = status === 'not-shown' && interval.low >= amount;
  return isWithheld ? say`${measured}; ${prose(reason)}` : measured;
}
