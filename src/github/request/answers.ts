/** The parts of GitHub's answers that are read, as GitHub, Gitea and Forgejo all give them. An answer without them is taken for lost. */
import { z } from 'zod';

const id = z.number().int().positive();
const login = z.string().min(1).max(200);

export const commentAnswer = z.object({
  id,
  html_url: z.string(),
  body: z.string().nullish(),
  // Gitea says no type; GitHub has no author where an account was deleted.
  user: z.object({ login: z.string(), type: z.string().nullish() }).nullable(),
});
export type CommentAnswer = z.infer<typeof commentAnswer>;
export const commentsAnswer = z.array(commentAnswer);

export const userAnswer = z.object({ login });
export const viewerAnswer = z.object({ viewer: z.object({ login }) });

export const permissionAnswer = z.object({ permission: z.string() });

export const labelledAnswer = z.object({
  labels: z.array(z.object({ name: z.string() })),
  head: z.object({ sha: z.string() }),
});

export const eventsAnswer = z.array(
  z.object({
    id,
    event: z.string(),
    actor: z.object({ login }).nullish(),
    label: z.object({ name: z.string() }).optional(),
  }),
);

export const createdAnswer = z.object({ id });
export const reactionAnswer = z.object({ content: z.string() });
export const checksAnswer = z.object({
  check_runs: z.array(z.object({ id, external_id: z.string().nullish() })),
});

export const artifactsAnswer = z.object({
  artifacts: z.array(z.object({ id, name: z.string(), expired: z.boolean() })),
});
