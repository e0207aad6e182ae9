import type { ClaimResult, ClaimStatement } from '../../verdict/claim.ts';
import { type Block, left, paragraph, tableBlock } from '../document.ts';
import { type Phrase, plainName, prose, say, strong } from '../phrase.ts';
import type { View } from '../view.ts';

const MAX_INLINE = 1;

const STATUSES: Readonly<Record<ClaimResult['status'], { readonly glyph: string; readonly words: string }>> =
  {
    supported: { glyph: '✅', words: 'supported' },
    contradicted: { glyph: '❌', words: 'contradicted' },
    'not-shown': { glyph: '⚪', words: 'not shown' },
  };

const SOURCES = {
  'pull-request': 'Claim of this pull request',
  config: 'Claim of the config',
  both: 'Claims of this pull request and of the config',
} as const;

export function claimLine(view: View): readonly Block[] {
  const { claim } = view.result;
  if (claim === null) return [];
  const { glyph, words } = STATUSES[claim.status];
  const head = say`${strong(`${SOURCES[claim.source]}: ${glyph} ${words}`)}`;
  const rest = exploratory(view, claim);
  const [first] = claim.statements;
  if (claim.statements.length <= MAX_INLINE && first !== undefined)
    return paragraph(say`${head} · ${prose(first.text)}: ${why(view, first)}.${rest}`);
  const deciding = claim.statements.filter(({ status }) => status === claim.status);
  const one = deciding[0] ?? first;
  const which =
    one === undefined || claim.status === 'supported'
      ? ''
      : say`, e.g. ${prose(one.text)}: ${why(view, one)}`;
  return paragraph(
    say`${head} · ${deciding.length} of ${claim.statements.length} statements${which}.${rest}`,
  );
}

export function claimTable(view: View): readonly Block[] {
  const statements = view.result.claim?.statements ?? [];
  if (statements.length <= MAX_INLINE) return [];
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

function exploratory({ secondary }: View, { statements }: ClaimResult): string {
  const isOpen = secondary.some(({ metric }) => !statements.some((statement) => statement.metric === metric));
  return isOpen ? ' Secondary metrics that are not claimed are exploratory.' : '';
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
