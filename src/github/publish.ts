/** Where the verdict goes: comment, job summary, outputs, log. One that fails is said in the next, and the verdict stands. */
import { info, setOutput, warning } from '@actions/core';
import type { ExperimentResult } from '../verdict/result.ts';
import { createClient } from './client.ts';
import { commentMarker, publishComment } from './comment.ts';
import type { EventContext } from './context.ts';
import { withoutCommands } from './log.ts';
import { type Publications, renderOutputs } from './outputs.ts';
import { PublishError } from './publish-error.ts';
import { MAX_SUMMARY_CHARS, writeSummary } from './summary.ts';

/** `changes`: no comment is made where the models are equivalent and no check has anything to say. */
export const COMMENT_MODES = ['always', 'changes', 'never'] as const;
export type CommentMode = (typeof COMMENT_MODES)[number];

/** GitHub refuses a comment above 65,536 characters; the rest is room for what it adds. */
const MAX_COMMENT_CHARS = 60_000;

export interface PublishRequest {
  readonly context: EventContext;
  readonly result: ExperimentResult;
  /** The report, whole sections cut from it where it is longer than `maxChars`; `marker` is its first line. */
  render(options: { marker: string; maxChars: number }): string;
  /** Path of the config: each has a comment of its own. */
  readonly config: string;
  readonly files: Omit<Publications, 'commentUrl'>;
  readonly mode: CommentMode;
  /** '' posts nothing. */
  readonly token: string;
  readonly apiUrl: string | undefined;
  readonly summaryPath: string | undefined;
}

/** Publishes everywhere that it can. Nothing here throws for a refusal: the gate alone decides about the step. */
export async function publish(request: PublishRequest): Promise<void> {
  const { result, files, render, config } = request;
  const marker = commentMarker(config);
  const comment = await attempt(() => postComment(request, marker));
  const notes = [comment.failure, whyNoComment(request)].filter((note) => note !== null);
  const report = () => render({ marker, maxChars: MAX_SUMMARY_CHARS });
  const summary = await attempt(() =>
    writeSummary(request.summaryPath, [...notes.map(renderNote), report()].join('\n\n')),
  );
  // The log is the last place that is always there.
  if (comment.value === null && summary.failure !== null) info(withoutCommands(report()));

  const outputs = renderOutputs(result, { ...files, commentUrl: comment.value });
  await attempt(async () => {
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  });
}

/** @returns the comment's address; null where none was wanted. */
async function postComment({ context, result, mode, token, apiUrl, render }: PublishRequest, marker: string) {
  if (context.kind !== 'pull-request' || context.fork || mode === 'never' || token === '') return null;
  const client = createClient(apiUrl === undefined ? { token } : { token, apiUrl });
  const body = render({ marker, maxChars: MAX_COMMENT_CHARS });
  return publishComment(client, context, { marker, body, create: mode === 'always' || hasNews(result) });
}

function hasNews({ verdict, gate, checks }: ExperimentResult): boolean {
  const quiet = checks.every(({ status }) => status === 'pass' || status === 'not-checked');
  return verdict !== 'equivalent' || !gate.passed || !quiet;
}

function whyNoComment({ context, mode, token }: PublishRequest): string | null {
  if (context.kind !== 'pull-request' || mode === 'never') return null;
  if (context.fork) {
    return 'This pull request comes from a fork, whose token may not write: the report is here and not in a comment.';
  }
  return token === '' ? 'The input "token" is empty: the report is here and not in a comment.' : null;
}

/** A failure to publish is a warning on the run, and a note beside the report. */
async function attempt<Value>(
  step: () => Promise<Value>,
): Promise<{ value: Value | null; failure: string | null }> {
  try {
    return { value: await step(), failure: null };
  } catch (error) {
    const failure = error instanceof PublishError ? error.message : `cannot publish: ${String(error)}`;
    warning(failure);
    return { value: null, failure };
  }
}

function renderNote(note: string): string {
  // In a fence: a refusal quotes what a server answered.
  return `\`\`\`text\n${note.replaceAll('```', "'''")}\n\`\`\``;
}
