/** Tests that our comment remembers, for runs without the pull request's cache. */
import type { TestedBefore } from '../../records/store/tested.ts';
import { rememberedOf } from '../comment/comment-state.ts';
import type { CommentMode, Destination } from './destination.ts';
import { READ_MS } from './limits.ts';
import { tryToPublish } from './try-to-publish.ts';

/** @returns null if the comment cannot be read */
export async function testedOnPullRequest(
  { comment, deadline }: Pick<Destination, 'comment' | 'deadline'>,
  mode: CommentMode,
): Promise<TestedBefore | null> {
  if (comment === null || mode === 'never') return null;
  const { value, failure } = await tryToPublish(() => deadline.within(READ_MS, () => comment.read()));
  return failure === null ? rememberedOf(value?.state).tested : null;
}
