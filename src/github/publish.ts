/** Where the verdict goes: comment, job summary, log, outputs. One that fails is said in the next, and the verdict stands. */
import { join } from 'node:path';
import { info, setOutput } from '@actions/core';
import { MAX_COMMENT_CHARS, renderComment } from '../report/comment.ts';
import type { ExperimentResult } from '../verdict/result.ts';
import { attempt } from './attempt.ts';
import { createClient } from './client.ts';
import { commentMarker, publishComment } from './comment.ts';
import type { EventContext } from './context.ts';
import { withoutCommands } from './log.ts';
import { renderOutputs } from './outputs.ts';
import { MAX_SUMMARY_CHARS, writeSummary } from './summary.ts';

/** `changes`: no comment is made where the models are equivalent and no check has anything to say. */
export const COMMENT_MODES = ['always', 'changes', 'never'] as const;
export type CommentMode = (typeof COMMENT_MODES)[number];

const USUAL_CONFIG = 'conclusive.yml';

export interface PublishRequest {
  readonly context: EventContext;
  readonly result: ExperimentResult;
  /** Folder of report.md, report.html and result.json. */
  readonly outputDirectory: string;
  /** Path of the config: each has a comment of its own. */
  readonly config: string;
  readonly mode: CommentMode;
  /** '' posts nothing. */
  readonly token: string;
  readonly apiUrl: string | undefined;
  /** GITHUB_STEP_SUMMARY */
  readonly summaryPath: string | undefined;
}

/** Publishes everywhere that it can. No refusal is thrown: the gate alone decides about the step. */
export async function publish(request: PublishRequest): Promise<void> {
  const comment = await attempt(() => postComment(request));
  const report = render(request, MAX_SUMMARY_CHARS);
  const note = comment.failure === null ? whyNoComment(request) : fence(comment.failure);
  const summary = await attempt(() =>
    writeSummary(request.summaryPath, note === null ? report : `${note}\n\n${report}`),
  );
  // The log is the last place, and always there.
  if (comment.value === null && summary.failure !== null) await withoutCommands(() => info(report));
  const { result, outputDirectory } = request;
  const outputs = renderOutputs(result, {
    result: join(outputDirectory, 'result.json'),
    report: join(outputDirectory, 'report.md'),
    htmlReport: join(outputDirectory, 'report.html'),
    commentUrl: comment.value,
  });
  await attempt(async () => {
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  });
}

/** @returns the comment's address; null where none was wanted. */
async function postComment(request: PublishRequest): Promise<string | null> {
  const { context, result, config, mode, token, apiUrl } = request;
  if (context.kind !== 'pull-request' || context.fork || mode === 'never' || token === '') return null;
  const client = createClient(apiUrl === undefined ? { token } : { token, apiUrl });
  const draft = {
    marker: commentMarker(config),
    body: render(request, MAX_COMMENT_CHARS),
    create: mode === 'always' || hasNews(result),
  };
  return publishComment(client, context, draft);
}

function render({ result, config, context }: PublishRequest, maxChars: number): string {
  return renderComment(result, {
    marker: commentMarker(config),
    maxChars,
    links: context.runUrl === null ? {} : { run: context.runUrl },
    ...(config === USUAL_CONFIG ? {} : { configName: config }),
  });
}

function hasNews({ verdict, gate, checks }: ExperimentResult): boolean {
  const quiet = checks.every(({ status }) => status === 'pass' || status === 'not-checked');
  return verdict !== 'equivalent' || !gate.passed || !quiet;
}

function whyNoComment({ context, mode, token }: PublishRequest): string | null {
  if (context.kind !== 'pull-request' || mode === 'never') return null;
  const here = 'the report is here and not in a comment.';
  if (context.fork) return `> This pull request comes from a fork, whose token may not write: ${here}`;
  return token === '' ? `> The input \`token\` is empty: ${here}` : null;
}

/** A refusal quotes what a server answered. */
function fence(text: string): string {
  return `\`\`\`text\n${text.replaceAll('```', "'''")}\n\`\`\``;
}
