/** Replaces an older verdict by a message that there is none now. */
import { info, notice, warning } from '@actions/core';
import { fencedBlock } from '../../report/format/escape.ts';
import { type NoVerdict, noVerdictTitle, renderNoVerdict } from '../../report/no-verdict.ts';
import { publishCheck } from '../check/check-run.ts';
import { isSuperseded, rememberedOf } from '../comment/comment-state.ts';
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
  const { destination, kind, message, summary } = request;
  const text = render(destination, kind, message);
  await tryToPublish(async () => summary.write(`${text}\n\n${fencedBlock(message, 'text')}`));
  await tryToPublish(async () => setOutputs(renderNoVerdictOutputs(kind)));
  if (destination !== null) await postNoVerdict(request, destination, text);
}

async function postNoVerdict(
  { kind, mode, signal }: NoVerdictRequest,
  { client, comment, check, deadline, context }: Destination,
  text: string,
): Promise<void> {
  limitPublishing(deadline, signal);
  const reading = tryToPublish(async () => (mode === 'never' || comment === null ? null : comment.read()));
  await deadline.waitFor(reading, kind === 'cancelled' ? CANCELLED_READ_MS : READ_MS);
  const known = await Promise.race([reading, null]);
  const isOld = isSuperseded(known?.value?.state ?? null, context.run, context.head.ref);
  const posted = await tryToPublish(async () => {
    if (isOld) return NEWER_CHECK;
    if (client === null || check === null) return null;
    const title = noVerdictTitle({ kind });
    return publishCheck(client, check, {
      conclusion: CONCLUSIONS[kind],
      title,
      summary: text,
      annotations: [],
    });
  });
  if (posted.value !== null) notice(posted.value);
  const { value: standing } = await reading;
  if (comment === null || standing === null) return;
  const { value: url } = await tryToPublish(async () => {
    const written = await comment.write((before) => ({
      render: () => text,
      state: rememberedOf(before),
      create: false,
    }));
    await comment.settle();
    return written.url;
  });
  if (url === null) return;
  await tryToPublish(async () => setOutputs({ ['comment-url' satisfies Output]: url }));
  info(`the comment that stood on the pull request says so: ${url}`);
}

const CONCLUSIONS = { failed: 'failure', cancelled: 'cancelled', untouched: 'neutral' } as const;

/** Writes the summary at once, because a cancelled step may be killed. */
export function sayCancelled(summary: JobSummary, destination: Destination | null, message: string): void {
  try {
    if (!summary.isWritten) summary.write(render(destination, 'cancelled', message));
  } catch (error) {
    warning(error instanceof Error ? error.message : String(error));
  }
}

function render(destination: Destination | null, kind: NoVerdict['kind'], message: string): string {
  const { head = null, runUrl = null } = destination?.context ?? {};
  return renderNoVerdict({ head: head?.ref ?? null, kind, message, runUrl });
}
