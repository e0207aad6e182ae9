/** What was tested on a pull request, as our comment there remembers it: for runs that are given another cache than its pushes. */
import type { TestedBefore } from '../../records/store/tested.ts';
import type { StandingComment } from '../comment/comment.ts';
import { rememberedOf } from '../comment/comment-state.ts';
import type { CommentMode, Destination } from './destination.ts';
import { READ_MS } from './limits.ts';
import { tryToPublish } from './try-to-publish.ts';

interface TestedOnPullRequest {
  readonly tested: TestedBefore;
  /** Where that was read; null where there is none. */
  readonly standing: StandingComment | null;
}

/** @returns null where no comment of ours can be read, or none is to be written */
export async function testedOnPullRequest(
  { comment, deadline }: Pick<Destination, 'comment' | 'deadline'>,
  mode: CommentMode,
): Promise<TestedOnPullRequest | null> {
  if (comment === null || mode === 'never') return null;
  // Training must not wait for a server.
  const { value, failure } = await tryToPublish(() => deadline.within(READ_MS, () => comment.read()));
  return failure === null ? { tested: rememberedOf(value?.state).tested, standing: value } : null;
}
