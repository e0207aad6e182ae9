/** Fields of answers. An answer without them counts as lost. */
import { z } from 'zod';

const id = z.number().int().positive();
const login = z.string().min(1).max(200);

export const commentAnswer = z.object({
  id,
  html_url: z.string(),
  body: z.string().nullish(),
  // Gitea gives no type. GitHub gives no author for a deleted account.
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
