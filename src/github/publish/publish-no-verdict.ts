/** Replaces an older verdict by the message that there is none now. */
import { info, notice, warning } from '@actions/core';
import { fencedBlock } from '../../report/format/escape.ts';
import { type NoVerdict, noVerdictTitle, renderNoVerdict } from '../../report/no-verdict.ts';
import { publishCheck } from '../check/check-run.ts';
import type { StandingComment } from '../comment/comment.ts';
import { type CommentState, isSuperseded, rememberedOf } from '../comment/comment-state.ts';
import { Deadline } from '../request/deadline.ts';
import type { CommentMode, Destination } from './destination.ts';
import { CANCELLED_READ_MS, limitPublishing, READ_MS } from './limits.ts';
import { type Output, renderNoVerdictOutputs } from './outputs.ts';
import { NEWER_CHECK } from './publish.ts';
import { setOutputs } from './set-output.ts';
import type { JobSummary } from './summary.ts';
import { tryToPublish } from './try-to-publish.ts';

export interface NoVerdictRequest {
  /** null where the event could not be read. */
  readonly destination: Destination | null;
  readonly kind: NoVerdict['kind'];
  /** What happened. Untrusted: it may quote others. */
  readonly message: string;
  /** null where the input could not be read. */
  readonly mode: CommentMode | null;
  readonly summary: JobSummary;
  readonly signal: AbortSignal;
}

/** Publishes on this machine, then the check, then the comment. Never throws, so that the first failure is reported. */
export async function publishNoVerdict(request: NoVerdictRequest): Promise<void> {
  const { destination, kind } = request;
  await sayNoVerdict(request);
  const deadline = destination?.deadline ?? new Deadline();
  limitPublishing(deadline, request.signal);
  const reading = tryToPublish(() => readComment(request));
  await deadline.waitFor(reading, kind === 'cancelled' ? CANCELLED_READ_MS : READ_MS);
  const known = await Promise.race([reading, null]);
  const isOld = isOutdated(destination, known?.value?.state ?? null);
  const check = await tryToPublish(async () => (isOld ? NEWER_CHECK : await postCheck(request)));
  if (check.value !== null) notice(check.value);
  const { value: standing } = await reading;
  const { value: url } = await tryToPublish(async () =>
    standing === null ? null : updateComment(request, standing),
  );
  if (url === null) return;
  await tryToPublish(async () => setOutputs({ ['comment-url' satisfies Output]: url }));
  info(`the comment that stood on the pull request says so: ${url}`);
}

async function sayNoVerdict({ destination, kind, message, summary }: NoVerdictRequest): Promise<void> {
  const whole = `${render(destination, kind, message)}\n\n${fencedBlock(message, 'text')}`;
  await tryToPublish(async () => summary.write(whole));
  await tryToPublish(async () => setOutputs(renderNoVerdictOutputs(kind)));
}

/** Writes the summary at once, because a cancelled step may be killed. */
export function sayCancelled(summary: JobSummary, destination: Destination | null, message: string): void {
  try {
    if (!summary.isWritten) summary.write(render(destination, 'cancelled', message));
  } catch (error) {
    warning(error instanceof Error ? error.message : String(error));
  }
}

/** @returns null where there is no comment, or comments are off */
async function readComment({ destination, mode }: NoVerdictRequest): Promise<StandingComment | null> {
  return destination === null || destination.comment === null || mode === 'never'
    ? null
    : destination.comment.read();
}

function isOutdated(destination: Destination | null, state: CommentState | null): boolean {
  return destination !== null && isSuperseded(state, destination.context.run, destination.context.head.ref);
}

/** Creates no comment where there is no older verdict. @returns its address */
async function updateComment(
  { destination, kind, message }: NoVerdictRequest,
  standing: StandingComment,
): Promise<string | null> {
  if (destination === null || destination.comment === null) return null;
  const { comment } = destination;
  const { url } = await comment.write(standing, {
    render: () => render(destination, kind, message),
    state: rememberedOf(standing.state),
    create: false,
  });
  await comment.settle();
  return url;
}

async function postCheck({ destination, kind, message }: NoVerdictRequest): Promise<string | null> {
  if (destination === null || destination.client === null || destination.check === null) return null;
  const conclusions = { failed: 'failure', cancelled: 'cancelled', untouched: 'neutral' } as const;
  return publishCheck(destination.client, destination.check, {
    conclusion: conclusions[kind],
    title: noVerdictTitle({ kind }),
    summary: render(destination, kind, message),
    annotations: [],
  });
}

function render(destination: Destination | null, kind: NoVerdict['kind'], message: string): string {
  const { head = null, runUrl = null } = destination?.context ?? {};
  return renderNoVerdict({ head: head?.ref ?? null, kind, message, runUrl });
}
