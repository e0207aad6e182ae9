/** Tests that our comment remembers, for runs that get another cache than pushes of the pull request. */
import type { TestedBefore } from '../../records/store/tested.ts';
import type { StandingComment } from '../comment/comment.ts';
import { rememberedOf } from '../comment/comment-state.ts';
import type { CommentMode, Destination } from './destination.ts';
import { READ_MS } from './limits.ts';
import { tryToPublish } from './try-to-publish.ts';

interface TestedOnPullRequest {
  readonly tested: TestedBefore;
  /** null where there is no comment. */
  readonly standing: StandingComment | null;
}

/** @returns null where our comment cannot be read, or comments are off */
export async function testedOnPullRequest(
  { comment, deadline }: Pick<Destination, 'comment' | 'deadline'>,
  mode: CommentMode,
): Promise<TestedOnPullRequest | null> {
  if (comment === null || mode === 'never') return null;
  const { value, failure } = await tryToPublish(() => deadline.within(READ_MS, () => comment.read()));
  return failure === null ? { tested: rememberedOf(value?.state).tested, standing: value } : null;
}
