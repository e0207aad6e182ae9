/** Publishes the verdict. A failure in one place is shown in the next. */
import { join } from 'node:path';
import { info, notice, warning } from '@actions/core';
import { MAX_COMMENT_CHARS, renderComment } from '../../report/comment.ts';
import { renderTitle } from '../../report/title.ts';
import type { ExperimentResult } from '../../verdict/result.ts';
import type { Uploaded } from '../artifact/upload-artifact.ts';
import { annotate, type ConfigLines } from '../check/annotations.ts';
import { MAX_CHECK_SUMMARY_CHARS, publishCheck } from '../check/check-run.ts';
import type { LiveComment } from '../comment/live-comment.ts';
import { USUAL_CONFIG } from '../config-identity.ts';
import { serverOf } from '../server.ts';
import { withoutCommands } from '../workflow-commands.ts';
import { limitPublishing, SETTLE_MS } from './limits.ts';
import { renderOutputs } from './outputs.ts';
import { type CommentRequest, type Draw, postComment } from './post-comment.ts';
import { type JobSummary, MAX_SUMMARY_CHARS, setOutputs } from './runner-files.ts';
import { tryToPublish } from './try-to-publish.ts';

/** Runs of one commit may end in the other order. */
export const NEWER_CHECK =
  'a newer run has already posted its check on this commit, so this one is not posted';

export interface PublishRequest extends CommentRequest {
  readonly summary: JobSummary;
  readonly outputDirectory: string;
  readonly configLines: ConfigLines;
  readonly live: LiveComment | null;
  readonly signal: AbortSignal;
  /** Writes the report again if a label changes the gate. */
  keep(result: ExperimentResult): Promise<void>;
  /** Called when the gate is known, and again if a label changes it. */
  onGate(gate: ExperimentResult['gate']): void;
  upload(withinMs: number): Promise<Uploaded | null>;
}

/**
 * Writes job summary and outputs before the first request. Never throws a refusal.
 *
 * @returns the result with the gate that a label may have changed
 */
export async function publish(request: PublishRequest): Promise<ExperimentResult> {
  const { keep, live, signal, destination } = request;
  const { deadline } = destination;
  const standing = request.hasVerdict ? request.result : withoutVerdict(request.result);
  const draw: Draw = (result, links, maxChars) => render(request, result, links, maxChars);
  const here = localWriter(request, draw);
  const hasSummary = await here(standing, whyNoComment(request), { commentUrl: null, uploaded: null });

  limitPublishing(deadline, signal);
  await live?.stop();
  const first = await postComment({ ...request, result: standing }, draw);
  const { result } = first;
  if (result !== request.result) await tryToPublish(() => keep(result));
  const check = await tryToPublish(async () =>
    first.isSuperseded ? NEWER_CHECK : await postCheck(request, result, draw),
  );
  if (check.value !== null) notice(check.value);
  // The obstacle may be gone by now.
  const { url: commentUrl, isOutdated, failure, link } = first.failure === null ? first : await first.again();
  if (failure !== null) warning(failure);
  const { isGitHub } = destination.client?.server ?? serverOf(process.env.GITHUB_API_URL);
  if (!(hasSummary && isGitHub) && (commentUrl === null || isOutdated))
    await withoutCommands(() => info(draw(result, { uploaded: null }, MAX_SUMMARY_CHARS)));
  const note = failure === null ? whyNoComment(request) : fence(failure);
  await here(result, note, { commentUrl, uploaded: null });

  const uploaded = await request.upload(Math.max(0, deadline.left() - SETTLE_MS));
  if (uploaded !== null) await link(uploaded);
  const settled = await tryToPublish(async () => destination.comment?.settle());
  if (uploaded !== null || settled.failure !== null)
    await here(result, settled.failure === null ? note : fence(settled.failure), { commentUrl, uploaded });
  return result;
}

interface Links {
  readonly commentUrl: string | null;
  readonly uploaded: Uploaded | null;
}

/** Reports a failure once. The writer returns whether there is a summary. */
function localWriter({ summary, outputDirectory, onGate }: PublishRequest, draw: Draw) {
  let hasSummary = true;
  let hasOutputs = true;
  return async (
    result: ExperimentResult,
    note: string | null,
    { commentUrl, uploaded }: Links,
  ): Promise<boolean> => {
    onGate(result.gate);
    const report = draw(result, { uploaded }, MAX_SUMMARY_CHARS);
    const whole = note === null ? report : `${note}\n\n${report}`;
    const outputs = renderOutputs(result, {
      result: join(outputDirectory, 'result.json'),
      report: join(outputDirectory, 'report.md'),
      htmlReport: join(outputDirectory, 'report.html'),
      commentUrl,
    });
    if (hasSummary) hasSummary = (await tryToPublish(async () => summary.write(whole))).failure === null;
    if (hasOutputs) hasOutputs = (await tryToPublish(async () => setOutputs(outputs))).failure === null;
    return hasSummary;
  };
}

/** Models that were not trained fail the gate under any policy. */
function withoutVerdict(result: ExperimentResult): ExperimentResult {
  const { gate } = result;
  if (!gate.passed) return result;
  const reason = `${gate.reason}, but there is no verdict, because no run of a model finished`;
  return { ...result, gate: { ...gate, passed: false, conclusion: 'failure', reason } };
}

async function postCheck(
  { destination: { client, check }, configLines }: PublishRequest,
  result: ExperimentResult,
  draw: Draw,
): Promise<string | null> {
  if (client === null || check === null) return null;
  return publishCheck(client, check, {
    conclusion: result.gate.conclusion,
    title: renderTitle(result),
    summary: withinBytes((chars) => draw(result, { uploaded: null }, chars)),
    annotations: annotate(result, configLines),
  });
}

/** GitHub's limit in characters is respected in bytes, to be safe. */
function withinBytes(renderWithin: (maxChars: number) => string): string {
  const text = renderWithin(MAX_COMMENT_CHARS);
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_CHECK_SUMMARY_CHARS) return text;
  // A character takes at most three bytes for each of its UTF-16 units.
  return renderWithin(Math.floor(MAX_CHECK_SUMMARY_CHARS / 3));
}

function render(
  { destination, mode, acceptedLabel }: PublishRequest,
  result: ExperimentResult,
  { uploaded, before = null }: Parameters<Draw>[1],
  maxChars: number,
): string {
  const { config, comment, context } = destination;
  const run = context.runUrl === null ? {} : { run: context.runUrl };
  const artifact = uploaded === null ? {} : { artifact: uploaded.artifact };
  const page = uploaded === null || uploaded.page === null ? {} : { page: uploaded.page };
  const links = { ...run, ...artifact, ...page };
  const name = config === USUAL_CONFIG ? {} : { configName: config };
  // Without a comment nothing stores what was accepted.
  const label = comment === null || mode === 'never' ? {} : { acceptedLabel };
  return renderComment(result, { maxChars, links, before, ...name, ...label });
}

function whyNoComment({ destination: { context, silence }, mode }: PublishRequest): string | null {
  if (context.kind !== 'pull-request' || mode === 'never' || silence === null) return null;
  const here = 'the report is here and not in a comment.';
  return silence === 'fork'
    ? `> This pull request comes from a fork, whose token is read-only: ${here}`
    : `> The input \`token\` is empty: ${here}`;
}

/** A refusal may quote the server's answer. */
function fence(text: string): string {
  return `\`\`\`text\n${text.replaceAll('```', "'''")}\n\`\`\``;
}
