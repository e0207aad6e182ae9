/** What is asked of GitHub about comments; an answer that is not one of a comment is lost. */
import type { GitHubClient, RequestWishes } from '../client.ts';
import type { PullRequestContext } from '../event/context.ts';
import { isNotFound } from '../publish-error.ts';
import { type CommentAnswer, commentAnswer, commentsAnswer } from '../request/answers.ts';
import { listPages, PAGE_SIZE } from '../request/list-pages.ts';

export interface CommentRequests {
  list(): Promise<readonly CommentAnswer[]>;
  /** Not repeated where its answer is lost. */
  create(body: string): Promise<CommentAnswer>;
  /** @returns null where it is not there */
  get(id: number): Promise<CommentAnswer | null>;
  update(id: number, body: string): Promise<CommentAnswer>;
  remove(id: number): Promise<void>;
}

export function commentRequests(
  client: GitHubClient,
  { repository, number }: Pick<PullRequestContext, 'repository' | 'number'>,
): CommentRequests {
  const { issues } = client.rest;
  const issue = { ...repository, issue_number: number };
  const one: RequestWishes = { answer: commentAnswer };
  const many: RequestWishes = { answer: commentsAnswer };
  return {
    list: () =>
      listPages(async (page) => {
        const query = { ...issue, per_page: PAGE_SIZE, page, request: { ...many } };
        const { data, headers } = await issues.listComments(query);
        return { items: data, headers };
      }),
    create: async (body) =>
      (await issues.createComment({ ...issue, body, request: { ...one, once: true } })).data,
    async get(comment_id) {
      try {
        return (await issues.getComment({ ...repository, comment_id, request: { ...one } })).data;
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
    update: async (comment_id, body) =>
      (await issues.updateComment({ ...repository, comment_id, body, request: { ...one } })).data,
    async remove(comment_id) {
      await issues.deleteComment({ ...repository, comment_id });
    },
  };
}
