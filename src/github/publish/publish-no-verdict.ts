/** Tells where a verdict would have stood that there is none, so that no older one is taken for it. */
import { info, notice, setOutput } from '@actions/core';
import { fencedBlock } from '../../report/format/escape.ts';
import { type NoVerdict, noVerdictTitle, renderNoVerdict } from '../../report/no-verdict.ts';
import { publishCheck } from '../check/check-run.ts';
import type { StandingComment } from '../comment/comment.ts';
import { type CommentState, isSuperseded, rememberedOf } from '../comment/comment-state.ts';
import type { CommentMode, Destination } from './destination.ts';
import { renderNoVerdictOutputs } from './outputs.ts';
import { NEWER_CHECK } from './publish.ts';
import { writeSummary } from './summary.ts';
import { tryToPublish } from './try-to-publish.ts';

export interface NoVerdictRequest {
  /** null: the event itself was what failed, and neither comment nor commit can be found. */
  readonly destination: Destination | null;
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
  const { destination, kind, message, summaryPath } = request;
  const reading = tryToPublish(() => readComment(request));
  const known = kind === 'cancelled' ? await Promise.race([reading, patience()]) : await reading;
  const isOld = isOutdated(destination, known?.value?.state ?? null);
  const check = await tryToPublish(async () => (isOld ? NEWER_CHECK : await postCheck(request)));
  if (check.value !== null) notice(check.value);
  const whole = `${render(destination, kind, message)}\n\n${fencedBlock(message, 'text')}`;
  await tryToPublish(() => writeSummary(summaryPath, whole));
  const { value: standing } = await reading;
  const comment = await tryToPublish(async () =>
    standing === null ? null : updateComment(request, standing),
  );
  const commentUrl = comment.value;
  await tryToPublish(async () => {
    const outputs = renderNoVerdictOutputs(commentUrl, kind);
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  });
  if (commentUrl !== null) info(`the comment that stood on the pull request says so: ${commentUrl}`);
}

/** @returns null where none stands, or none is to be touched */
async function readComment({ destination, mode }: NoVerdictRequest): Promise<StandingComment | null> {
  return destination === null || destination.comment === null || mode === 'never'
    ? null
    : destination.comment.read();
}

function isOutdated(destination: Destination | null, state: CommentState | null): boolean {
  return destination !== null && isSuperseded(state, destination.context.run, destination.context.head.ref);
}

/**
 * A comment is never made for this: the check and the step's own error are enough where no verdict stands.
 *
 * @returns its address
 */
async function updateComment(
  { destination, kind, message }: NoVerdictRequest,
  standing: StandingComment,
): Promise<string | null> {
  if (destination === null || destination.comment === null) return null;
  const { url } = await destination.comment.write(standing, {
    render: () => render(destination, kind, message),
    state: rememberedOf(standing.state),
    create: false,
  });
  return url;
}

function patience(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), CANCEL_PATIENCE_MS).unref());
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
