/** Tells where a verdict would have stood that there is none, so that no older one is taken for it. */
import { info, setOutput } from '@actions/core';
import { codeSpan, escapeProse, fencedBlock, safeUrl } from '../report/format/escape.ts';
import { attempt } from './attempt.ts';
import { createClient } from './client.ts';
import { commentMarker, publishComment } from './comment.ts';
import type { EventContext } from './context.ts';
import { renderFailureOutputs } from './outputs.ts';
import type { CommentMode } from './publish.ts';
import { writeSummary } from './summary.ts';

export interface FailureRequest {
  /** null: the event itself was what failed, and no comment can be found. */
  readonly context: EventContext | null;
  /** What happened; may quote what others have written. */
  readonly message: string;
  readonly config: string;
  /** null: the input itself was what failed. */
  readonly mode: CommentMode | null;
  readonly token: string;
  readonly apiUrl: string | undefined;
  readonly summaryPath: string | undefined;
}

/** Publishes wherever it can. Nothing is thrown: what went wrong first is what counts. */
export async function publishFailure(request: FailureRequest): Promise<void> {
  const comment = await attempt(() => updateComment(request));
  const whole = `${renderFailure(request)}\n\n${fencedBlock(request.message, 'text')}`;
  await attempt(() => writeSummary(request.summaryPath, whole));
  await attempt(async () => {
    for (const [name, value] of Object.entries(renderFailureOutputs(comment.value))) setOutput(name, value);
  });
  if (comment.value !== null) info(`the comment that stood on the pull request says so: ${comment.value}`);
}

/** A comment is never made for a failure: the step's own error is enough where no verdict stands. */
async function updateComment(request: FailureRequest): Promise<string | null> {
  const { context, config, mode, token, apiUrl } = request;
  if (context?.kind !== 'pull-request' || context.fork || mode === 'never' || token === '') return null;
  const client = createClient(apiUrl === undefined ? { token } : { token, apiUrl });
  const marker = commentMarker(config);
  return publishComment(client, context, {
    marker,
    body: `${marker}\n${renderFailure(request)}`,
    create: false,
  });
}

function renderFailure({ context, message }: FailureRequest): string {
  const commit = context === null ? '' : ` for ${codeSpan(shortName(context.head.ref))}`;
  const run = context?.runUrl ? safeUrl(context.runUrl) : null;
  const where = run === null ? 'the log of the step' : `[the run](${run})`;
  return (
    `### ⛔ No verdict${commit}: ${escapeProse(message)}\n\n` +
    `The models were not compared. A verdict that stood here before was not about this run. More is in ${where}.`
  );
}

function shortName(ref: string): string {
  return /^[0-9a-f]{40,64}$/.test(ref) ? ref.slice(0, 7) : ref;
}
