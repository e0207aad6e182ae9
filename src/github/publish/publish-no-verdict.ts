/** Replaces an older verdict by a message that there is none now. */
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
import { type JobSummary, setOutputs } from './runner-files.ts';
import { tryToPublish } from './try-to-publish.ts';

export interface NoVerdictRequest {
  readonly destination: Destination | null;
  readonly kind: NoVerdict['kind'];
  /** Untrusted: it may quote others. */
  readonly message: string;
  readonly mode: CommentMode | null;
  readonly summary: JobSummary;
  readonly signal: AbortSignal;
}

/** Writes summary and outputs, then the check, then the comment. Never throws. */
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
  const { value: url } = await tryToPublish(async () => (standing === null ? null : updateComment(request)));
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

async function readComment({ destination, mode }: NoVerdictRequest): Promise<StandingComment | null> {
  return destination === null || destination.comment === null || mode === 'never'
    ? null
    : destination.comment.read();
}

function isOutdated(destination: Destination | null, state: CommentState | null): boolean {
  return destination !== null && isSuperseded(state, destination.context.run, destination.context.head.ref);
}

/** @returns its address */
async function updateComment({ destination, kind, message }: NoVerdictRequest): Promise<string | null> {
  if (destination === null || destination.comment === null) return null;
  const { comment } = destination;
  const { url } = await comment.write((before) => ({
    render: () => render(destination, kind, message),
    state: rememberedOf(before),
    create: false,
  }));
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
