/** The comment and the title of a check without a verdict. */
import { codeSpan, escapeProse, safeUrl } from './format/escape.ts';
import { shortCommit } from './in-progress.ts';

export interface NoVerdict {
  /** Null if reading the event failed. */
  readonly head: string | null;
  /** `untouched`: the pull request changes nothing that is measured. */
  readonly kind: 'failed' | 'cancelled' | 'untouched';
  /** Untrusted: it may quote text from outside. */
  readonly message: string;
  readonly runUrl: string | null;
}

const TITLES = { failed: '⛔ No verdict', cancelled: '⏹️ Cancelled', untouched: '⚪ Not measured' } as const;
const MEANING = {
  failed: 'The models were not compared. A verdict that stood here before was not about this run.',
  cancelled:
    'The models were not compared to the end. A verdict that stood here before was not about this run.',
  untouched: 'A verdict that stood here before was about an earlier state of this pull request.',
} as const;

export function renderNoVerdict({ head, kind, message, runUrl }: NoVerdict): string {
  const commit = head === null ? '' : ` for ${codeSpan(shortCommit(head))}`;
  const run = runUrl === null ? null : safeUrl(runUrl);
  const where = run === null ? 'the log of the step' : `[the run](${run})`;
  return `### ${TITLES[kind]}${commit}: ${escapeProse(message)}\n\n${MEANING[kind]} More is in ${where}.`;
}

export function noVerdictTitle({ kind }: Pick<NoVerdict, 'kind'>): string {
  return TITLES[kind];
}
