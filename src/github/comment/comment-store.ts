/** The comments of one config on one pull request: found by hidden marker and author, made and changed without doing so twice. */
import { debug } from '@actions/core';
import type { GitHubClient } from '../client.ts';
import { isNewer, type WorkflowRun } from '../event/workflow-run.ts';
import { isAnswerLost, isNotFound } from '../publish-error.ts';
import { AnswerLost } from '../request/answer-lost.ts';
import type { CommentAnswer } from '../request/answers.ts';
import { commentAuthor } from './comment-author.ts';
import { commentRequests, type PullRequest } from './comment-requests.ts';
import { readState } from './comment-state.ts';
import { LostWrites } from './lost-writes.ts';

/** Attempts to create a comment when GitHub's answer is lost. */
const MAX_CREATIONS = 3;

export class CommentStore {
  readonly lost = new LostWrites();
  /** The comment that this run writes to: from a list, or from the answer to its creation. */
  known: number | null = null;
  /** Whether a list has lacked that comment: GitHub's lists may lag behind its answers. */
  hasLagged = false;
  readonly #requestsUntil: (cancel?: AbortSignal) => ReturnType<typeof commentRequests>;
  readonly #author: ReturnType<typeof commentAuthor>;
  readonly #patience: GitHubClient['patience'];
  readonly #marker: string;
  readonly #run: WorkflowRun;
  readonly #progress = new AbortController();
  #cancel: AbortSignal | undefined = this.#progress.signal;
  #requests: ReturnType<typeof commentRequests>;

  constructor(
    client: GitHubClient,
    pullRequest: PullRequest,
    { marker, run }: { readonly marker: string; readonly run: WorkflowRun },
  ) {
    this.#requestsUntil = (cancel) =>
      commentRequests(client, pullRequest, { cancel, onLost: (write) => this.lost.add(write) });
    this.#requests = this.#requestsUntil(this.#cancel);
    this.#author = commentAuthor(client);
    this.#patience = client.patience;
    this.#marker = marker;
    this.#run = run;
  }

  /** All of ours, the one that stays first: of the newest run, and of those the oldest. All runs agree on it. */
  async find(): Promise<readonly CommentAnswer[]> {
    const own: CommentAnswer[] = [];
    for (const comment of await this.#requests.list()) {
      const isMarked = comment.body?.startsWith(this.#marker) ?? false;
      if (isMarked && (await this.#author.isOwn(comment.user, this.#cancel))) own.push(comment);
    }
    this.lost.listed(own.filter((comment) => this.#isOfThisRun(comment)).map(({ id }) => id));
    const unlisted = own.some(({ id }) => id === this.known) ? null : await this.standing();
    if (unlisted !== null) {
      this.hasLagged = true;
      own.push(unlisted);
    }
    return own.sort((a, b) => compareRuns(b, a) || a.id - b.id);
  }

  /** @returns null where none is known, or it is gone */
  async standing(): Promise<CommentAnswer | null> {
    return this.known === null ? null : this.#requests.get(this.known);
  }

  /** Never repeated blindly: where an answer was lost, the comment may be there all the same. */
  async create(body: string): Promise<CommentAnswer> {
    for (let times = 1; ; times++) {
      if (this.lost.mayHaveMade) {
        await this.#patience.sleep(1000 * Math.max(1, times - 1) ** 2, this.#cancel);
        const [found] = await this.find();
        if (found !== undefined)
          return hasText(found, body) ? found : ((await this.update(found.id, body)) ?? found);
        if (times > MAX_CREATIONS) throw new AnswerLost('it neither confirms nor lists a new comment');
      }
      try {
        const made = await this.#requests.create(body);
        this.known = made.id;
        this.lost.made(made.id);
        this.#author.isAs(made.user);
        return made;
      } catch (error) {
        if (!isAnswerLost(error)) throw error;
      }
    }
  }

  /** @returns null where somebody has deleted it */
  async update(id: number, body: string): Promise<CommentAnswer | null> {
    const change = () => this.#requests.update(id, body);
    try {
      return await change();
    } catch (error) {
      if (!isAnswerLost(error) && !isNotFound(error)) throw error;
      const standing = await this.#requests.get(id);
      if (standing === null) return null;
      if (hasText(standing, body)) return standing;
      // GitHub says 404 to who may not write, too: that is what it says the second time.
      if (isNotFound(error)) return await change();
      throw error;
    }
  }

  /** Overwrites a duplicate that can't be removed, so that nobody takes it for a verdict. */
  async remove(id: number, replacement: string): Promise<void> {
    await this.#requests.remove(id).catch(async (error: unknown) => {
      if ((await this.#requests.get(id)) === null) return;
      debug(`a second comment cannot be removed: ${String(error)}`);
      await this.#requests.update(id, `${this.#marker}\n${replacement}`);
    });
  }

  /** Nothing is sent or repeated any more of what is under way; what follows `ended` is not concerned. */
  async cancel(ended: Promise<unknown>): Promise<void> {
    this.#progress.abort();
    await ended;
    this.#cancel = undefined;
    this.#requests = this.#requestsUntil();
  }

  #isOfThisRun({ body }: CommentAnswer): boolean {
    const { run } = readState(body ?? '') ?? {};
    return run?.id === this.#run.id && run.attempt === this.#run.attempt;
  }
}

function compareRuns(a: CommentAnswer, b: CommentAnswer): number {
  const [one, other] = [a, b].map(({ body }) => readState(body ?? '')?.run ?? { id: -1, attempt: 0 });
  if (one === undefined || other === undefined) return 0;
  return Number(isNewer(one, other)) - Number(isNewer(other, one));
}

export function hasText({ body }: CommentAnswer, text: string): boolean {
  return plain(body ?? '') === plain(text);
}

/** A server may end lines in its own way. */
export function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}
