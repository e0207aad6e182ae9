/** Writes the verdict to the comment, with the gate that an accepting label may change. */
import { notice, warning } from '@actions/core';
import type { Outcome } from '../../verdict/outcome.ts';
import type { ExperimentResult } from '../../verdict/result.ts';
import type { Uploaded } from '../artifact/upload-artifact.ts';
import { ownComment } from '../comment/comment.ts';
import { type CommentState, isSuperseded } from '../comment/comment-state.ts';
import { type AcceptedResult, applyAcceptance, type FoundLabel, findLabel } from './acceptance.ts';
import type { CommentMode, Destination } from './destination.ts';
import { LABEL_MS, READ_MS, WRITE_MS } from './limits.ts';
import { type Tried, tryQuietly, tryToPublish } from './try-to-publish.ts';

export interface CommentRequest {
  readonly destination: Destination;
  readonly result: ExperimentResult;
  /** Without a verdict the gate fails, whatever its policy says. */
  readonly hasVerdict: boolean;
  readonly mode: CommentMode;
  /** Label that turns a failed gate into a neutral one; '' for none. */
  readonly acceptedLabel: string;
}

export interface Posted {
  readonly result: ExperimentResult;
  readonly url: string | null;
  readonly failure: string | null;
  readonly isOutdated: boolean;
  readonly isSuperseded: boolean;
  again(): Promise<Posted>;
  link(uploaded: Uploaded): Promise<void>;
}

export type Draw = (
  result: ExperimentResult,
  links: { readonly uploaded: Uploaded | null; readonly before?: Outcome | null },
  maxChars: number,
) => string;

export async function postComment(request: CommentRequest, draw: Draw): Promise<Posted> {
  const { comment: own, client, context } = request.destination;
  if (own === null || client === null || request.mode === 'never')
    return notPosted(await resultInQueue(request), null, () => postComment(request, draw));
  const { deadline } = client;
  // Asked first, because another run may write the comment meanwhile.
  const label = await labelFor(request);
  const { value: standing, failure } = await tryQuietly(() => deadline.within(READ_MS, () => own.read()));
  if (failure !== null) return notPosted(request.result, failure, () => postComment(request, draw));
  if (label.failure !== null) warning(label.failure);
  const { result, ...state } = acceptedResult(request, label, standing?.state ?? null);
  const write = (uploaded: Uploaded | null) =>
    own.write(() => ({
      render: (maxChars) => draw(result, { uploaded, before: standing?.state?.last ?? null }, maxChars),
      state,
      create: request.mode === 'always' || hasNews(result),
    }));

  const post = async (): Promise<Posted> => {
    const { value: written, failure } = await tryQuietly(() => deadline.within(WRITE_MS, () => write(null)));
    if (written === null) return notPosted(result, failure, post);
    const { url, before, isOutdated } = written;
    if (isOutdated) notice('a newer run has written the comment; this verdict is in the job summary');
    return {
      ...notPosted(result, null, post),
      url,
      isOutdated,
      isSuperseded: isSuperseded(before, context.run, context.head.ref),
      async link(uploaded) {
        if (url !== null && !isOutdated) await tryToPublish(() => write(uploaded));
      },
    };
  };
  return post();
}

function notPosted(result: ExperimentResult, failure: string | null, again: Posted['again']): Posted {
  const link = async () => undefined;
  return { result, url: null, failure, isOutdated: false, isSuperseded: false, again, link };
}

async function labelFor({
  destination: { client, context },
  result,
  acceptedLabel: label,
  hasVerdict,
}: CommentRequest): Promise<Tried<FoundLabel | null>> {
  if (client === null || context.kind !== 'pull-request' || !hasVerdict)
    return { value: null, failure: null };
  const find = () => findLabel(result, { client, pullRequest: context, label });
  return tryQuietly(() => client.deadline.within(LABEL_MS, find));
}

/** Keeps the gate if GitHub does not tell who placed the label. */
function acceptedResult(
  { destination: { context }, result, acceptedLabel: label }: CommentRequest,
  { value: found }: Tried<FoundLabel | null>,
  state: CommentState | null,
): Pick<CommentState, 'last' | 'accepted'> & Pick<AcceptedResult, 'result'> {
  if (found === null) return { result, accepted: state?.accepted ?? null, last: state?.last ?? null };
  return applyAcceptance(result, { label, found, commit: context.head.ref, queued: null, state });
}

/** The comment of the queued pull request remembers what was accepted. */
async function resultInQueue({
  destination: { client, config, context },
  result,
  acceptedLabel: label,
  hasVerdict,
}: CommentRequest): Promise<ExperimentResult> {
  if (client === null || context.kind !== 'commits' || context.queued === null) return result;
  if (!hasVerdict || result.gate.passed || label === '') return result;
  const { queued, repository, run, head } = context;
  const pullRequest = { repository, number: queued };
  const accepted = await tryToPublish(async () => {
    const found = await findLabel(result, { client, pullRequest, label });
    const standing = await ownComment(client, pullRequest, { config, run }).read();
    const state = standing?.state ?? null;
    return applyAcceptance(result, { label, found, commit: head.ref, queued, state });
  });
  return accepted.value?.result ?? result;
}

function hasNews({ verdict, gate, checks }: ExperimentResult): boolean {
  const quiet = checks.every(({ status }) => ['pass', 'advice', 'not-checked'].includes(status));
  return verdict !== 'equivalent' || !gate.passed || !quiet;
}
