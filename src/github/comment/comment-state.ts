/** Two hidden lines of our comment: its config, and its state. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { Described } from '../../config/described.ts';
import { outcomeSchema } from '../../verdict/outcome.ts';
import { isNewer, type WorkflowRun } from '../event/workflow-run.ts';

const MAX_STATE_CHARS = 40_000;
const MAX_STATE_BYTES = 1024 * 1024;

const acceptanceSchema = z.object({
  /** Number of the event "labeled". */
  event: z.number().int(),
  by: z.string().max(100),
  outcome: outcomeSchema,
});
/** A failure that somebody with write access accepted. */
export type Acceptance = Described<typeof acceptanceSchema>;

const standingSchema = outcomeSchema.extend({
  /** Number of the event "labeled" before this outcome, which it therefore cannot accept. */
  label: z.number().int().nullable(),
});
export type StandingOutcome = Described<typeof standingSchema>;

const stateSchema = z.object({
  run: z.object({ id: z.number().int().min(0), attempt: z.number().int().min(0) }),
  /** The last result, kept while the next one is on its way. */
  last: standingSchema.nullable(),
  accepted: acceptanceSchema.nullable(),
});
export type CommentState = Described<typeof stateSchema>;
export type Remembered = Omit<CommentState, 'run'>;

export function rememberedOf(state: CommentState | null | undefined): Remembered {
  const { last = null, accepted = null } = state ?? {};
  return { last, accepted };
}

/** First line of the comment, by which later runs find it. */
export function commentMarker(config: string): string {
  // Encoded, a path cannot end the HTML comment early.
  return `<!-- conclusive:${encodeURIComponent(config)} -->`;
}

export function writeState(state: CommentState): string {
  return `<!-- conclusive-state:${deflateRawSync(JSON.stringify(state)).toString('base64url')} -->`;
}

/** @returns null if there is no valid state */
export function readState(body: string): CommentState | null {
  const line = body.slice(0, MAX_STATE_CHARS).split('\n', 2)[1] ?? '';
  const encoded = /^<!-- conclusive-state:([\w-]+) -->\r?$/.exec(line)?.[1];
  if (encoded === undefined) return null;
  try {
    return stateSchema.parse(JSON.parse(inflate(Buffer.from(encoded, 'base64url')).toString()));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || isZlibError(error)) return null;
    throw error;
  }
}

function inflate(bytes: Buffer): Buffer {
  return bytes[0] === PLAIN ? bytes : inflateRawSync(bytes, { maxOutputLength: MAX_STATE_BYTES });
}

const PLAIN = '{'.charCodeAt(0);

function isZlibError(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  return code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE';
}

/** Whether a newer run has already judged this commit, so that its check must stay. */
export function isSuperseded(state: CommentState | null, run: WorkflowRun, commit: string): boolean {
  return state !== null && isNewer(state.run, run) && state.last?.commit === commit;
}
