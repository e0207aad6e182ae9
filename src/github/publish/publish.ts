/** Where the verdict goes: comment, check, job summary, log, outputs. One that fails is said in the next, and the verdict stands. */
import { join } from 'node:path';
import { info, notice, setOutput } from '@actions/core';
import { mergeTested, NOTHING_TESTED, type TestedBefore } from '../../records/store/tested.ts';
import { MAX_COMMENT_CHARS, renderComment } from '../../report/comment.ts';
import { renderTitle } from '../../report/title.ts';
import type { ExperimentResult } from '../../verdict/result.ts';
import { annotate, type ConfigLines } from '../check/annotations.ts';
import { MAX_CHECK_SUMMARY_CHARS, publishCheck } from '../check/check-run.ts';
import { ownComment } from '../comment/comment.ts';
import { type CommentState, isSuperseded, rememberedOf } from '../comment/comment-state.ts';
import { USUAL_CONFIG } from '../config-identity.ts';
import { withoutCommands } from '../workflow-commands.ts';
import { type AcceptedResult, applyAcceptance } from './acceptance.ts';
import type { CommentMode, Destination } from './destination.ts';
import { renderOutputs } from './outputs.ts';
import { MAX_SUMMARY_CHARS, writeSummary } from './summary.ts';
import { tryToPublish } from './try-to-publish.ts';

/** Two runs of one commit, as after a label or a command, may end in the other order. */
export const NEWER_CHECK = 'a newer run has put its check on this commit; it is left as it is';

export interface PublishRequest {
  readonly destination: Destination;
  readonly result: ExperimentResult;
  /** What was tested, to be remembered in the comment. */
  readonly tested?: TestedBefore;
  /** Whether there is a verdict at all; without, the gate fails whatever its policy says. */
  readonly hasVerdict: boolean;
  /** Folder of report.md, report.html and result.json. */
  readonly outputDirectory: string;
  readonly mode: CommentMode;
  /** Label that turns a failed gate into a neutral one; '' honours none. */
  readonly acceptedLabel: string;
  readonly configLines: ConfigLines;
  /** Page of the artifact that holds records and report; null where there is none. */
  readonly artifactUrl: string | null;
  /** GITHUB_STEP_SUMMARY */
  readonly summaryPath: string | undefined;
  /** Writes the report anew where the gate is another than that of the policy. */
  keep(result: ExperimentResult): Promise<void>;
}

/**
 * Publishes everywhere that it can. No refusal is thrown: the gate alone decides about the step.
 *
 * @returns the result with the gate as it stands after a label was looked for
 */
export async function publish(request: PublishRequest): Promise<ExperimentResult> {
  const { summaryPath, outputDirectory, keep } = request;
  const standing = request.hasVerdict ? request.result : withoutVerdict(request.result);
  const comment = await tryToPublish(() => postComment({ ...request, result: standing }));
  const result = comment.value?.result ?? standing;
  if (result !== request.result) await tryToPublish(() => keep(result));
  const isOld = comment.value?.isSuperseded === true;
  const check = await tryToPublish(async () => (isOld ? NEWER_CHECK : await postCheck(request, result)));
  if (check.value !== null) notice(check.value);
  const report = render(request, result, MAX_SUMMARY_CHARS);
  const note = comment.failure === null ? whyNoComment(request) : fence(comment.failure);
  const summary = await tryToPublish(() =>
    writeSummary(summaryPath, note === null ? report : `${note}\n\n${report}`),
  );
  const commentUrl = comment.value?.url ?? null;
  // The log is the last place, and always there.
  const isShown = commentUrl !== null && comment.value?.isOutdated !== true;
  if (!isShown && summary.failure !== null) await withoutCommands(() => info(report));
  const outputs = renderOutputs(result, {
    result: join(outputDirectory, 'result.json'),
    report: join(outputDirectory, 'report.md'),
    htmlReport: join(outputDirectory, 'report.html'),
    commentUrl,
  });
  await tryToPublish(async () => {
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  });
  return result;
}

/** A policy that lets everything pass, `invalid` too, does not speak of models that were not trained. */
function withoutVerdict(result: ExperimentResult): ExperimentResult {
  const { gate } = result;
  if (!gate.passed) return result;
  const reason = `${gate.reason}, but there is no verdict: a model finished no run`;
  return { ...result, gate: { ...gate, passed: false, conclusion: 'failure', reason } };
}

interface Posted {
  readonly url: string | null;
  readonly result: ExperimentResult;
  /** A newer run has written the comment. */
  readonly isOutdated: boolean;
  /** It has judged the same commit. */
  readonly isSuperseded: boolean;
}

/** @returns the comment's address, null where none was wanted, and the result as the comment shows it. */
async function postComment(request: PublishRequest): Promise<Posted> {
  const { destination, mode, tested = NOTHING_TESTED } = request;
  const { comment, context } = destination;
  if (comment === null || mode === 'never')
    return { url: null, result: await resultInQueue(request), isOutdated: false, isSuperseded: false };
  const standing = await comment.read();
  const { result, ...remembered } = await acceptedResult(request, standing?.state ?? null);
  const { url, isOutdated } = await comment.write(standing, {
    render: (maxChars) => render(request, result, maxChars),
    state: { ...remembered, tested: mergeTested(rememberedOf(standing?.state).tested, tested) },
    create: mode === 'always' || hasNews(result) || isCounted(result),
  });
  if (isOutdated) notice('a newer run has written the comment; this verdict is in the job summary');
  const known = standing?.state ?? null;
  return { url, result, isOutdated, isSuperseded: isSuperseded(known, context.run, context.head.ref) };
}

/**
 * Where GitHub does not tell who placed the label, the gate stands as it is. Nobody knows then whether a label was there before
 * this result, so none is taken to be for it.
 */
async function acceptedResult(
  { destination: { client, context }, result, acceptedLabel: label, hasVerdict }: PublishRequest,
  state: CommentState | null,
): Promise<Pick<CommentState, 'last' | 'accepted'> & Pick<AcceptedResult, 'result'>> {
  const unchanged = { result, accepted: state?.accepted ?? null, last: state?.last ?? null };
  if (client === null || context.kind !== 'pull-request' || !hasVerdict) return unchanged;
  const commit = context.head.ref;
  const found = await tryToPublish(() =>
    applyAcceptance(result, { client, pullRequest: context, commit, isQueued: false, label, state }),
  );
  return found.value ?? unchanged;
}

/** A merge queue measures again what was accepted on the pull request, whose comment remembers it. */
async function resultInQueue({
  destination: { client, config, context },
  result,
  acceptedLabel: label,
  hasVerdict,
}: PublishRequest): Promise<ExperimentResult> {
  if (client === null || context.kind !== 'commits' || context.queued === null) return result;
  if (!hasVerdict || result.gate.passed || label === '') return result;
  const pullRequest = { repository: context.repository, number: context.queued };
  const found = await tryToPublish(async () => {
    const standing = await ownComment(client, pullRequest, { config, run: context.run }).read();
    const state = standing?.state ?? null;
    return applyAcceptance(result, {
      client,
      pullRequest,
      commit: context.head.ref,
      isQueued: true,
      label,
      state,
    });
  });
  return found.value?.result ?? result;
}

async function postCheck(request: PublishRequest, result: ExperimentResult): Promise<string | null> {
  const { destination, configLines } = request;
  const { client, check } = destination;
  if (client === null || check === null) return null;
  return publishCheck(client, check, {
    conclusion: result.gate.conclusion,
    title: renderTitle(result),
    summary: withinBytes((chars) => render(request, result, chars)),
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
  { destination: { config, context }, artifactUrl }: PublishRequest,
  result: ExperimentResult,
  maxChars: number,
): string {
  return renderComment(result, {
    maxChars,
    links: {
      ...(context.runUrl === null ? {} : { run: context.runUrl }),
      ...(artifactUrl === null ? {} : { artifact: artifactUrl }),
    },
    ...(config === USUAL_CONFIG ? {} : { configName: config }),
  });
}

function hasNews({ verdict, gate, checks }: ExperimentResult): boolean {
  const quiet = checks.every(({ status }) => status === 'pass' || status === 'not-checked');
  return verdict !== 'equivalent' || !gate.passed || !quiet;
}

/** The pushes of a pull request share alpha: where nothing is said of one, a run that knows the comment alone would not count it. */
function isCounted({ design }: ExperimentResult): boolean {
  return design.push?.isShared === true;
}

function whyNoComment({ destination: { context, silence }, mode }: PublishRequest): string | null {
  if (context.kind !== 'pull-request' || mode === 'never' || silence === null) return null;
  const here = 'the report is here and not in a comment.';
  return silence === 'fork'
    ? `> This pull request comes from a fork, whose token may not write: ${here}`
    : `> The input \`token\` is empty: ${here}`;
}

/** A refusal quotes what a server answered. */
function fence(text: string): string {
  return `\`\`\`text\n${text.replaceAll('```', "'''")}\n\`\`\``;
}
