/** Finds a config's comments by marker and author, and never writes one twice. */
import { debug } from '@actions/core';
import type { GitHubClient, RequestWishes } from '../client.ts';
import type { PullRequestContext } from '../event/context.ts';
import { isNewer, type WorkflowRun } from '../event/workflow-run.ts';
import { isNotFound } from '../publish-error.ts';
import { type CommentAnswer, commentAnswer, commentsAnswer } from '../request/answers.ts';
import { AnswerLost } from '../request/deadline.ts';
import { listPages, PAGE_SIZE } from '../request/list-pages.ts';
import { isAnswerLost } from '../request/retries.ts';
import { isAuthor, ownLogins } from './comment-author.ts';
import { type CommentState, readState } from './comment-state.ts';

const MAX_CREATIONS = 3;
/** GitHub gives up after 10 s; a proxy may hold a request before. */
const LATEST_AFTER_MS = 17_000;

export type PullRequest = Pick<PullRequestContext, 'repository' | 'number'>;

export class CommentStore {
  readonly lost = new LostWrites();
  known: number | null = null;
  /** Whether a list lacked the known comment. GitHub's lists may lag. */
  hasLagged = false;
  readonly #client: GitHubClient;
  readonly #pullRequest: PullRequest;
  readonly #marker: string;
  readonly #run: WorkflowRun;
  /** Users as which the token may write. */
  #logins: readonly string[] | null = null;
  readonly #progress = new AbortController();
  #cancel: AbortSignal | undefined = this.#progress.signal;

  constructor(
    client: GitHubClient,
    pullRequest: PullRequest,
    { marker, run }: { readonly marker: string; readonly run: WorkflowRun },
  ) {
    this.#client = client;
    this.#pullRequest = pullRequest;
    this.#marker = marker;
    this.#run = run;
  }

  /** Our comments. The first is to stay: of the newest run, the oldest. */
  async find(): Promise<readonly CommentAnswer[]> {
    const own: CommentAnswer[] = [];
    for (const comment of await this.#list()) {
      const isMarked = comment.body?.startsWith(this.#marker) ?? false;
      if (isMarked && (await this.#isOwn(comment))) own.push(comment);
    }
    this.lost.listed(own.filter((comment) => this.#isOfThisRun(comment)).map(({ id }) => id));
    const unlisted = own.some(({ id }) => id === this.known) ? null : await this.standing();
    if (unlisted !== null) {
      this.hasLagged = true;
      own.push(unlisted);
    }
    return own.sort((a, b) => compareRuns(b, a) || a.id - b.id);
  }

  async standing(): Promise<CommentAnswer | null> {
    return this.known === null ? null : this.#get(this.known);
  }

  /** Looks for the comment before a repeat, because a lost request may have made it. */
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
        if (made.user !== null) this.#logins = [made.user.login];
        return made;
      } catch (error) {
        if (!isAnswerLost(error)) throw error;
      }
    }
  }

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

  /** Cancels requests until `ended`. */
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

  async #isOwn({ user }: CommentAnswer): Promise<boolean> {
    this.#logins ??= await ownLogins(this.#client, this.#cancel);
    return this.#logins.some((login) => isAuthor(user, login));
  }

  #isOfThisRun(comment: CommentAnswer): boolean {
    const { run } = stateOf(comment) ?? {};
    return run?.id === this.#run.id && run.attempt === this.#run.attempt;
  }
}

/** Writes without an answer, which may still be carried out. */
class LostWrites {
  readonly #creations: number[] = [];
  readonly #changes: { readonly sentAt: number; readonly body: string }[] = [];
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

  /** Time from which no lost write can replace `text`, or stand next to it. */
  overAt(text: string): number {
    const changes = this.#changes.filter(({ body }) => body !== text).map(({ sentAt }) => sentAt);
    return Math.max(Number.NEGATIVE_INFINITY, ...this.#creations, ...changes) + LATEST_AFTER_MS;
  }
}

function compareRuns(a: CommentAnswer, b: CommentAnswer): number {
  const one = stateOf(a)?.run ?? OLDEST;
  const other = stateOf(b)?.run ?? OLDEST;
  return Number(isNewer(one, other)) - Number(isNewer(other, one));
}

const OLDEST: WorkflowRun = { id: -1, attempt: 0 };

export function stateOf({ body }: CommentAnswer): CommentState | null {
  return readState(body ?? '');
}

export function hasText({ body }: CommentAnswer, text: string): boolean {
  return plain(body ?? '') === plain(text);
}

/** A server may change line ends. */
export function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}
