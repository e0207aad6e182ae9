/** Tells where a verdict would have stood that there is none, so that no older one is taken for it. */
import { info, notice, setOutput } from '@actions/core';
import { fencedBlock } from '../../report/format/escape.ts';
import { type NoVerdict, noVerdictTitle, renderNoVerdict } from '../../report/no-verdict.ts';
import { publishCheck } from '../check/check-run.ts';
import type { StandingComment } from '../comment/comment.ts';
import { type CommentState, isSuperseded } from '../comment/comment-state.ts';
import { attempt } from './attempt.ts';
import type { Channel, CommentMode } from './channel.ts';
import { renderNoVerdictOutputs } from './outputs.ts';
import { NEWER_CHECK } from './publish.ts';
import { writeSummary } from './summary.ts';

export interface NoVerdictRequest {
  /** null: the event itself was what failed, and neither comment nor commit can be found. */
  readonly channel: Channel | null;
  readonly kind: NoVerdict['kind'];
  /** What happened; may quote what others have written. */
  readonly message: string;
  /** null: the input itself was what failed. */
  readonly mode: CommentMode | null;
  readonly summaryPath: string | undefined;
}

/** A cancelled step is killed after ten seconds, and its check is what a branch protection waits for. */
const CANCEL_PATIENCE_MS = 2000;

/** Publishes wherever it can, the check first. Nothing is thrown: what went wrong first is what counts. */
export async function publishNoVerdict(request: NoVerdictRequest): Promise<void> {
  const { channel, kind, message, summaryPath } = request;
  const reading = attempt(() => readComment(request));
  const known = kind === 'cancelled' ? await Promise.race([reading, patience()]) : await reading;
  const isOld = isOutdated(channel, known?.value?.state ?? null);
  const check = await attempt(async () => (isOld ? NEWER_CHECK : await postCheck(request)));
  if (check.value !== null) notice(check.value);
  const whole = `${render(channel, kind, message)}\n\n${fencedBlock(message, 'text')}`;
  await attempt(() => writeSummary(summaryPath, whole));
  const { value: standing } = await reading;
  const comment = await attempt(async () => (standing === null ? null : updateComment(request, standing)));
  const commentUrl = comment.value;
  await attempt(async () => {
    const outputs = renderNoVerdictOutputs(commentUrl, kind);
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  });
  if (commentUrl !== null) info(`the comment that stood on the pull request says so: ${commentUrl}`);
}

/** @returns null where none stands, or none is to be touched */
async function readComment({ channel, mode }: NoVerdictRequest): Promise<StandingComment | null> {
  return channel === null || channel.comment === null || mode === 'never' ? null : channel.comment.read();
}

function isOutdated(channel: Channel | null, state: CommentState | null): boolean {
  return channel !== null && isSuperseded(state, channel.context.run, channel.context.head.ref);
}

/**
 * A comment is never made for this: the check and the step's own error are enough where no verdict stands.
 *
 * @returns its address
 */
async function updateComment(
  { channel, kind, message }: NoVerdictRequest,
  standing: StandingComment,
): Promise<string | null> {
  if (channel === null || channel.comment === null) return null;
  const { last = null, accepted = null } = standing.state ?? {};
  const { url } = await channel.comment.write(standing, {
    render: () => render(channel, kind, message),
    state: { last, accepted },
    create: false,
  });
  return url;
}

function patience(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), CANCEL_PATIENCE_MS).unref());
}

async function postCheck({ channel, kind, message }: NoVerdictRequest): Promise<string | null> {
  if (channel === null || channel.client === null || channel.check === null) return null;
  const conclusions = { failed: 'failure', cancelled: 'cancelled', untouched: 'neutral' } as const;
  return publishCheck(channel.client, channel.check, {
    conclusion: conclusions[kind],
    title: noVerdictTitle({ kind }),
    summary: render(channel, kind, message),
    annotations: [],
  });
}

function render(channel: Channel | null, kind: NoVerdict['kind'], message: string): string {
  const { head = null, runUrl = null } = channel?.context ?? {};
  return renderNoVerdict({ head: head?.ref ?? null, kind, message, runUrl });
}
