/** What a comment of ours remembers, in two lines that nobody sees: whose it is, who wrote it last, and what was accepted. */
import { z } from 'zod';
import type { Described } from '../../config/described.ts';
import { outcomeSchema } from '../../verdict/outcome.ts';
import { isNewer, type WorkflowRun } from '../event/workflow-run.ts';

const MAX_STATE_CHARS = 40_000;

const acceptanceSchema = z.object({
  /** Number of the event "labeled"; placing the label anew is another one. */
  event: z.number().int(),
  by: z.string().max(100),
  outcome: outcomeSchema,
});
/** What someone with write access took responsibility for. */
export type Acceptance = Described<typeof acceptanceSchema>;

const standingSchema = outcomeSchema.extend({
  /** Number of the event by which the label was there already when this was found: it is for something earlier. */
  label: z.number().int().nullable(),
});
export type StandingOutcome = Described<typeof standingSchema>;

const stateSchema = z.object({
  run: z.object({ id: z.number().int().min(0), attempt: z.number().int().min(0) }),
  /** The last result that stood here, also while the next one is on its way. */
  last: standingSchema.nullable(),
  accepted: acceptanceSchema.nullable(),
});
export type CommentState = Described<typeof stateSchema>;

/** The first line of the comment, by which a later run finds it. One a config, so that several do not fight. */
export function commentMarker(config: string): string {
  // Encoded, a path cannot end the HTML comment early.
  return `<!-- conclusive:${encodeURIComponent(config)} -->`;
}

/** The second line. */
export function writeState(state: CommentState): string {
  return `<!-- conclusive-state:${Buffer.from(JSON.stringify(state)).toString('base64url')} -->`;
}

/** @returns null for a comment without a state, or whose state somebody has changed into something else. */
export function readState(body: string): CommentState | null {
  const line = body.slice(0, MAX_STATE_CHARS).split('\n', 2)[1] ?? '';
  const encoded = /^<!-- conclusive-state:([\w-]+) -->\r?$/.exec(line)?.[1];
  if (encoded === undefined) return null;
  try {
    return stateSchema.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString()));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

/** Whether a newer run has said already what holds for a commit: its check must not be overwritten. */
export function isSuperseded(state: CommentState | null, run: WorkflowRun, commit: string): boolean {
  return state !== null && isNewer(state.run, run) && state.last?.commit === commit;
}
