/** Fields of event payloads. Strangers choose some of them. */
import { z } from 'zod';
import { UserError } from '../../config/user-error.ts';

export const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'is not a commit');

/** Git's rules for names. One that starts with "-" would be read as an option. */
export const branch = z
  .string()
  .min(1)
  .max(250)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  .regex(/^(?!-)[^\u0000-\u0020\u007f~^:?*[\\]+$/, 'is not a branch name');

/** Gitea allows dots, but a leading one would change the address. */
const login = z.string().regex(/^[\w-][\w.-]{0,99}(?:\[bot\])?$/, 'is not a login');

const repository = z.object({ default_branch: branch });

/** Payloads of schedules may lack the repository. */
export const anyPayload = z.object({ repository: repository.optional() });

export const pullRequestPayload = z.object({
  pull_request: z.object({
    number: z.number().int().positive(),
    // Free text, which must never stop the run.
    body: z.string().nullish().catch(null),
    labels: z
      .array(z.object({ name: z.string().max(100) }))
      .max(100)
      .catch([]),
    base: z.object({ sha, ref: branch, repo: repository.extend({ id: z.number().int() }) }),
    // The repository is null once the fork has been deleted.
    head: z.object({ sha, ref: branch, repo: z.object({ id: z.number().int() }).nullable() }),
  }),
});

export const pushPayload = z.object({ before: sha, repository });

/** Anybody may comment. */
export const issueCommentPayload = z.object({
  action: z.string(),
  issue: z.object({ number: z.number().int().positive(), pull_request: z.unknown().optional() }),
  comment: z.object({
    id: z.number().int().positive(),
    body: z.string(),
    user: z.object({ login }),
  }),
});

/** A stranger chooses the names of fork and branch. */
export const workflowRunPayload = z.object({
  repository: z.object({ id: z.number().int() }),
  workflow_run: z.object({
    id: z.number().int().positive(),
    run_attempt: z.number().int().positive(),
    event: z.string().max(100),
    conclusion: z.string().max(100).nullable(),
    head_sha: sha,
    head_branch: branch,
    // Null once the fork has been deleted.
    head_repository: z.object({ id: z.number().int(), owner: z.object({ login }) }).nullable(),
  }),
});

export const mergeGroupPayload = z.object({
  merge_group: z.object({ base_sha: sha, base_ref: branch, head_sha: sha, head_ref: branch }),
});

/** Enough issues to identify a wrong payload. */
const MAX_ISSUES = 3;

export function parsePayload<Shape>(schema: z.ZodType<Shape>, payload: unknown, event: string): Shape {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const found = parsed.error.issues
    .slice(0, MAX_ISSUES)
    .map(({ path, message }) => `${path.length === 0 ? 'the whole payload' : path.join('.')}: ${message}`)
    .join('; ');
  throw new UserError(
    `the payload of the "${event}" event in GITHUB_EVENT_PATH is invalid: ${found}. The runner writes that file; re-run the job`,
  );
}
