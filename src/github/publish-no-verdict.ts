/** Tells where a verdict would have stood that there is none, so that no older one is taken for it. */
import { info, notice, setOutput } from '@actions/core';
import { fencedBlock } from '../report/format/escape.ts';
import { type NoVerdict, noVerdictTitle, renderNoVerdict } from '../report/no-verdict.ts';
import { attempt } from './attempt.ts';
import type { Channel, CommentMode } from './channel.ts';
import { publishCheck } from './check-run.ts';
import { isSuperseded } from './comment-state.ts';
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

/** Publishes wherever it can. Nothing is thrown: what went wrong first is what counts. */
export async function publishNoVerdict(request: NoVerdictRequest): Promise<void> {
  const { channel, kind, message, summaryPath } = request;
  const comment = await attempt(() => updateComment(request));
  const isOld = comment.value?.isSuperseded === true;
  const check = await attempt(async () => (isOld ? NEWER_CHECK : await postCheck(request)));
  if (check.value !== null) notice(check.value);
  const whole = `${render(channel, kind, message)}\n\n${fencedBlock(message, 'text')}`;
  await attempt(() => writeSummary(summaryPath, whole));
  const commentUrl = comment.value?.url ?? null;
  await attempt(async () => {
    const outputs = renderNoVerdictOutputs(commentUrl, kind);
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  });
  if (commentUrl !== null) info(`the comment that stood on the pull request says so: ${commentUrl}`);
}

interface Updated {
  readonly url: string | null;
  readonly isSuperseded: boolean;
}

/** A comment is never made for this: the check and the step's own error are enough where no verdict stands. */
async function updateComment({ channel, kind, message, mode }: NoVerdictRequest): Promise<Updated | null> {
  if (channel === null || channel.comment === null || mode === 'never') return null;
  const standing = await channel.comment.read();
  const { last = null, accepted = null } = standing?.state ?? {};
  const { url } = await channel.comment.write(standing, {
    render: () => render(channel, kind, message),
    state: { last, accepted },
    create: false,
  });
  const { run, head } = channel.context;
  return { url, isSuperseded: isSuperseded(standing?.state ?? null, run, head.ref) };
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
