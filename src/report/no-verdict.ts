/** What stands where a verdict would, when there is none. */
import { codeSpan, escapeProse, safeUrl } from './format/escape.ts';
import { shortCommit } from './in-progress.ts';

export interface NoVerdict {
  /** null: the event itself was what failed. */
  readonly head: string | null;
  /** `cancelled`: somebody or something stopped it. `untouched`: nothing that is measured was changed. */
  readonly kind: 'failed' | 'cancelled' | 'untouched';
  /** May quote what others have written. */
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

/** For a check, whose title is plain text. */
export function noVerdictTitle({ kind }: Pick<NoVerdict, 'kind'>): string {
  return TITLES[kind];
}
