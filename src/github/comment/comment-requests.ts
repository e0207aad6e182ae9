/** What is asked of GitHub about comments; an answer that is not one of a comment is lost. */
import type { GitHubClient, RequestWishes } from '../client.ts';
import type { PullRequestContext } from '../event/context.ts';
import { isNotFound } from '../publish-error.ts';
import { type CommentAnswer, commentAnswer, commentsAnswer } from '../request/answers.ts';
import { listPages, PAGE_SIZE } from '../request/list-pages.ts';
import type { LostWrite } from './lost-writes.ts';

export interface CommentRequests {
  list(): Promise<readonly CommentAnswer[]>;
  /** Not repeated where its answer is lost. */
  create(body: string): Promise<CommentAnswer>;
  /** @returns null where it is not there */
  get(id: number): Promise<CommentAnswer | null>;
  update(id: number, body: string): Promise<CommentAnswer>;
  remove(id: number): Promise<void>;
}

export type PullRequest = Pick<PullRequestContext, 'repository' | 'number'>;

interface CommentWishes extends Pick<RequestWishes, 'cancel'> {
  onLost(write: LostWrite): void;
}

export function commentRequests(
  client: GitHubClient,
  { repository, number }: PullRequest,
  { cancel, onLost }: CommentWishes,
): CommentRequests {
  const { issues } = client.rest;
  const issue = { ...repository, issue_number: number };
  const one: RequestWishes = { answer: commentAnswer, cancel };
  const many: RequestWishes = { answer: commentsAnswer, cancel };
  return {
    list: () =>
      listPages(async (page) => {
        const query = { ...issue, per_page: PAGE_SIZE, page, request: { ...many } };
        const { data, headers } = await issues.listComments(query);
        return { items: data, headers };
      }),
    create: async (body) => {
      const request = { ...one, once: true, onLost: (sentAt: number) => onLost({ body: null, sentAt }) };
      return (await issues.createComment({ ...issue, body, request })).data;
    },
    async get(comment_id) {
      try {
        return (await issues.getComment({ ...repository, comment_id, request: { ...one } })).data;
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
    update: async (comment_id, body) => {
      const request = { ...one, onLost: (sentAt: number) => onLost({ body, sentAt }) };
      return (await issues.updateComment({ ...repository, comment_id, body, request })).data;
    },
    async remove(comment_id) {
      await issues.deleteComment({ ...repository, comment_id, request: { cancel } });
    },
  };
}
