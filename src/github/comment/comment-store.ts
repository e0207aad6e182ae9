/** A config's comments on a pull request: found by marker and author, never written twice. */
import { debug } from '@actions/core';
import type { GitHubClient, RequestWishes } from '../client.ts';
import type { PullRequestContext } from '../event/context.ts';
import { isNewer, type WorkflowRun } from '../event/workflow-run.ts';
import { isAnswerLost, isNotFound } from '../publish-error.ts';
import { type CommentAnswer, commentAnswer, commentsAnswer } from '../request/answers.ts';
import { AnswerLost } from '../request/deadline.ts';
import { listPages, PAGE_SIZE } from '../request/list-pages.ts';
import { commentAuthor } from './comment-author.ts';
import { readState } from './comment-state.ts';

/** Attempts to create a comment when GitHub's answer is lost. */
const MAX_CREATIONS = 3;
/** GitHub gives up after 10 s; a proxy may hold a request before. */
const LATEST_AFTER_MS = 17_000;

export type PullRequest = Pick<PullRequestContext, 'repository' | 'number'>;

export class CommentStore {
  readonly lost = new LostWrites();
  /** The comment that this run writes to. */
  known: number | null = null;
  /** Whether a list lacked the known comment: GitHub's lists may lag behind its answers. */
  hasLagged = false;
  readonly #client: GitHubClient;
  readonly #pullRequest: PullRequest;
  readonly #author: ReturnType<typeof commentAuthor>;
  readonly #marker: string;
  readonly #run: WorkflowRun;
  readonly #progress = new AbortController();
  #cancel: AbortSignal | undefined = this.#progress.signal;

  constructor(
    client: GitHubClient,
    pullRequest: PullRequest,
    { marker, run }: { readonly marker: string; readonly run: WorkflowRun },
  ) {
    this.#client = client;
    this.#pullRequest = pullRequest;
    this.#author = commentAuthor(client);
    this.#marker = marker;
    this.#run = run;
  }

  /** Our comments. The first one stays: of the newest run, the oldest. */
  async find(): Promise<readonly CommentAnswer[]> {
    const own: CommentAnswer[] = [];
    for (const comment of await this.#list()) {
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
    return this.known === null ? null : this.#get(this.known);
  }

  /** Never repeated blindly: where an answer was lost, the comment may exist. */
  async create(body: string): Promise<CommentAnswer> {
    for (let times = 1; ; times++) {
      if (this.lost.mayHaveMade) {
        await this.#client.deadline.sleep(1000 * Math.max(1, times - 1) ** 2, this.#cancel);
        const [found] = await this.find();
        if (found !== undefined)
          return hasText(found, body) ? found : ((await this.update(found.id, body)) ?? found);
        if (times > MAX_CREATIONS) throw new AnswerLost('it neither confirms nor lists a new comment');
      }
      try {
        const made = await this.#createOnce(body);
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
    try {
      return await this.#change(id, body);
    } catch (error) {
      if (!isAnswerLost(error) && !isNotFound(error)) throw error;
      const standing = await this.#get(id);
      if (standing === null) return null;
      if (hasText(standing, body)) return standing;
      // GitHub also answers 404 to a token that may not write; the second try then throws.
      if (isNotFound(error)) return await this.#change(id, body);
      throw error;
    }
  }

  /** Overwrites a duplicate that can't be removed, so that nobody takes it for a verdict. */
  async remove(comment_id: number, replacement: string): Promise<void> {
    const { repository } = this.#pullRequest;
    const query = { ...repository, comment_id, request: { cancel: this.#cancel } };
    await this.#client.rest.issues.deleteComment(query).catch(async (error: unknown) => {
      if ((await this.#get(comment_id)) === null) return;
      debug(`a second comment cannot be removed: ${String(error)}`);
      await this.#change(comment_id, `${this.#marker}\n${replacement}`);
    });
  }

  /** Neither sends nor repeats anything of what is under way. Requests after `ended` are not affected. */
  async cancel(ended: Promise<unknown>): Promise<void> {
    this.#progress.abort();
    await ended;
    this.#cancel = undefined;
  }

  async #list(): Promise<readonly CommentAnswer[]> {
    const { repository, number } = this.#pullRequest;
    return listPages(async (page) => {
      const request: RequestWishes = { answer: commentsAnswer, cancel: this.#cancel };
      const query = { ...repository, issue_number: number, per_page: PAGE_SIZE, page, request };
      const { data, headers } = await this.#client.rest.issues.listComments(query);
      return { items: data, headers };
    });
  }

  /** @returns null where it is not there */
  async #get(comment_id: number): Promise<CommentAnswer | null> {
    const request: RequestWishes = { answer: commentAnswer, cancel: this.#cancel };
    const query = { ...this.#pullRequest.repository, comment_id, request };
    try {
      return (await this.#client.rest.issues.getComment(query)).data;
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  }

  async #createOnce(body: string): Promise<CommentAnswer> {
    const { repository, number } = this.#pullRequest;
    const request: RequestWishes = {
      answer: commentAnswer,
      once: true,
      cancel: this.#cancel,
      onLost: (sentAt) => this.lost.creation(sentAt),
    };
    const query = { ...repository, issue_number: number, body, request };
    return (await this.#client.rest.issues.createComment(query)).data;
  }

  async #change(comment_id: number, body: string): Promise<CommentAnswer> {
    const request: RequestWishes = {
      answer: commentAnswer,
      cancel: this.#cancel,
      onLost: (sentAt) => this.lost.change(sentAt, body),
    };
    const query = { ...this.#pullRequest.repository, comment_id, body, request };
    return (await this.#client.rest.issues.updateComment(query)).data;
  }

  #isOfThisRun({ body }: CommentAnswer): boolean {
    const { run } = readState(body ?? '') ?? {};
    return run?.id === this.#run.id && run.attempt === this.#run.attempt;
  }
}

/** Writes without an answer, which may still be carried out. */
class LostWrites {
  /** When each was sent. */
  readonly #creations: number[] = [];
  readonly #changes: { readonly sentAt: number; readonly body: string }[] = [];
  /** Comments that this run knows it has created. */
  readonly #made = new Set<number>();

  creation(sentAt: number): void {
    this.#creations.push(sentAt);
  }

  change(sentAt: number, body: string): void {
    this.#changes.push({ sentAt, body });
  }

  made(id: number): void {
    this.#made.add(id);
  }

  /** @param ids of comments of this run that GitHub has listed */
  listed(ids: readonly number[]): void {
    for (const id of ids) {
      if (!this.#made.has(id)) this.#creations.shift();
      this.#made.add(id);
    }
  }

  /** Whether a comment may exist that only a list can show. */
  get mayHaveMade(): boolean {
    return this.#creations.length > 0;
  }

  /** When nothing can replace `text`, or stand next to it, any more. */
  overAt(text: string): number {
    const changes = this.#changes.filter(({ body }) => body !== text).map(({ sentAt }) => sentAt);
    return Math.max(Number.NEGATIVE_INFINITY, ...this.#creations, ...changes) + LATEST_AFTER_MS;
  }
}

function compareRuns(a: CommentAnswer, b: CommentAnswer): number {
  const one = runOf(a);
  const other = runOf(b);
  return Number(isNewer(one, other)) - Number(isNewer(other, one));
}

function runOf({ body }: CommentAnswer): WorkflowRun {
  return readState(body ?? '')?.run ?? { id: -1, attempt: 0 };
}

export function hasText({ body }: CommentAnswer, text: string): boolean {
  return plain(body ?? '') === plain(text);
}

/** A server may change line ends. */
export function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}
