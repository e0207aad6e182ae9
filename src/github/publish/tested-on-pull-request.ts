/** What was tested on a pull request, as our comment there remembers it: for runs that are given another cache than its pushes. */
import type { TestedBefore } from '../../records/store/tested.ts';
import { rememberedOf } from '../comment/comment-state.ts';
import type { CommentMode, Destination } from './destination.ts';
import { tryToPublish } from './try-to-publish.ts';

/** @returns null where no comment of ours can be read, or none is to be written */
export async function testedOnPullRequest(
  { comment }: Pick<Destination, 'comment'>,
  mode: CommentMode,
): Promise<TestedBefore | null> {
  if (comment === null || mode === 'never') return null;
  const { value, failure } = await tryToPublish(() => comment.read());
  return failure === null ? rememberedOf(value?.state).tested : null;
}
