/** Where the verdict goes: comment, check, job summary, log, outputs. One that fails is said in the next, and the verdict stands. */
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
import { type CommentRequest, postComment } from './post-comment.ts';
import { type Here, publisherHere } from './publish-here.ts';
import { MAX_SUMMARY_CHARS } from './summary.ts';
import { tryToPublish } from './try-to-publish.ts';

/** Two runs of one commit, as after a label or a command, may end in the other order. */
export const NEWER_CHECK =
  'a newer run has already posted its check on this commit, so this one is not posted';

export interface PublishRequest extends Here, CommentRequest {
  readonly configLines: ConfigLines;
  /** The progress in the comment, which is over. */
  readonly live: LiveComment | null;
  /** Aborted when the step is cancelled. */
  readonly signal: AbortSignal;
  /** Writes the report anew where the gate is another than that of the policy. */
  keep(result: ExperimentResult): Promise<void>;
  /** Told as soon as it is known, and anew where a label changes it. */
  onGate(gate: ExperimentResult['gate']): void;
  /** @returns where records and report are; null where they are nowhere */
  upload(withinMs: number): Promise<Uploaded | null>;
}

/**
 * Publishes everywhere that it can: in the job summary and the outputs before anything is asked of GitHub, then in comment and check,
 * and the artifact last. No refusal is thrown: the gate alone decides about the step.
 *
 * @returns the result with the gate as it stands after a label was looked for
 */
export async function publish(request: PublishRequest): Promise<ExperimentResult> {
  const { keep, live, signal, destination } = request;
  const { deadline } = destination;
  const standing = request.hasVerdict ? request.result : withoutVerdict(request.result);
  const writeHere = publisherHere(request);
  const here = (result: ExperimentResult, note: string | null, links: Links) => {
    request.onGate(result.gate);
    const report = render(request, result, links.uploaded, MAX_SUMMARY_CHARS);
    const whole = note === null ? report : `${note}\n\n${report}`;
    return writeHere({ result, report: whole, commentUrl: links.commentUrl });
  };
  const hasSummary = await here(standing, whyNoComment(request), { commentUrl: null, uploaded: null });

  limitPublishing(deadline, signal);
  await live?.stop();
  const draw = (result: ExperimentResult, uploaded: Uploaded | null, maxChars: number) =>
    render(request, result, uploaded, maxChars);
  const first = await postComment({ ...request, result: standing }, draw);
  const { result } = first;
  if (result !== request.result) await tryToPublish(() => keep(result));
  const check = await tryToPublish(async () =>
    first.isSuperseded ? NEWER_CHECK : await postCheck(request, result),
  );
  if (check.value !== null) notice(check.value);
  // What was in the way may be over.
  const { url: commentUrl, isOutdated, failure, link } = first.failure === null ? first : await first.again();
  if (failure !== null) warning(failure);
  const { showsSummaries } = destination.client?.server ?? serverOf(process.env.GITHUB_API_URL);
  // The log is the last place, and always there.
  if (!(hasSummary && showsSummaries) && (commentUrl === null || isOutdated))
    await withoutCommands(() => info(draw(result, null, MAX_SUMMARY_CHARS)));
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

/** A policy that lets everything pass, `invalid` too, does not speak of models that were not trained. */
function withoutVerdict(result: ExperimentResult): ExperimentResult {
  const { gate } = result;
  if (!gate.passed) return result;
  const reason = `${gate.reason}, but there is no verdict, because no run of a model finished`;
  return { ...result, gate: { ...gate, passed: false, conclusion: 'failure', reason } };
}

async function postCheck(request: PublishRequest, result: ExperimentResult): Promise<string | null> {
  const { destination, configLines } = request;
  const { client, check } = destination;
  if (client === null || check === null) return null;
  return publishCheck(client, check, {
    conclusion: result.gate.conclusion,
    title: renderTitle(result),
    summary: withinBytes((chars) => render(request, result, null, chars)),
    annotations: annotate(result, configLines),
  });
}

/** The limit is told in characters; counted in bytes the summary is below it by either reading. */
function withinBytes(renderWithin: (maxChars: number) => string): string {
  const text = renderWithin(MAX_COMMENT_CHARS);
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_CHECK_SUMMARY_CHARS) return text;
  // A character takes at most three bytes for each of its UTF-16 units.
  return renderWithin(Math.floor(MAX_CHECK_SUMMARY_CHARS / 3));
}

function render(
  { destination: { config, context } }: PublishRequest,
  result: ExperimentResult,
  uploaded: Uploaded | null,
  maxChars: number,
): string {
  return renderComment(result, {
    maxChars,
    links: {
      ...(context.runUrl === null ? {} : { run: context.runUrl }),
      ...(uploaded === null ? {} : { artifact: uploaded.artifact }),
      ...(uploaded === null || uploaded.page === null ? {} : { page: uploaded.page }),
    },
    ...(config === USUAL_CONFIG ? {} : { configName: config }),
  });
}

function whyNoComment({ destination: { context, silence }, mode }: PublishRequest): string | null {
  if (context.kind !== 'pull-request' || mode === 'never' || silence === null) return null;
  const here = 'the report is here and not in a comment.';
  return silence === 'fork'
    ? `> This pull request comes from a fork, whose token is read-only: ${here}`
    : `> The input \`token\` is empty: ${here}`;
}

/** A refusal quotes what a server answered. */
function fence(text: string): string {
  return `\`\`\`text\n${text.replaceAll('```', "'''")}\n\`\`\``;
}
