import type { GitHubClient } from './client.ts';
import type { EventContext } from './event/context.ts';
import { isNotFound } from './publish-error.ts';
import { permissionAnswer } from './request/answers.ts';

/** GitHub answers "write" for the role "maintain". */
const WRITERS = ['admin', 'write'];

/** An app has no role, so it may not push. */
export async function hasWriteAccess(
  client: GitHubClient,
  repository: EventContext['repository'],
  username: string,
): Promise<boolean> {
  try {
    const request = { answer: permissionAnswer };
    const { data } = await client.rest.repos.getCollaboratorPermissionLevel({
      ...repository,
      username,
      request,
    });
    return WRITERS.includes(data.permission);
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
