/** What a comment of ours remembers, in two lines that nobody sees: whose it is, who wrote it last, what was accepted, and what was tested. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { Described } from '../../config/described.ts';
import { NOTHING_TESTED, type TestedBefore, testedBeforeSchema } from '../../records/store/tested.ts';
import { outcomeSchema } from '../../verdict/outcome.ts';
import { isNewer, type WorkflowRun } from '../event/workflow-run.ts';

const MAX_STATE_CHARS = 40_000;
/** More would take the room of the report: the oldest of what was tested gives way. */
const MAX_WRITTEN_CHARS = 12_000;
const MAX_STATE_BYTES = 1024 * 1024;

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
  /**
   * What was spent of alpha here: runs for commands in comments and for forks may leave nothing in the cache. Whatever stands here, no
   * comparison gets more than alpha by it.
   */
  tested: testedBeforeSchema.default({ comparisons: [], pushes: [] }),
});
export type CommentState = Described<typeof stateSchema>;
/** What stays when the comment is written anew. */
export type Remembered = Omit<CommentState, 'run'>;

export function rememberedOf(state: CommentState | null | undefined): Remembered {
  const { last = null, accepted = null, tested = NOTHING_TESTED } = state ?? {};
  return { last, accepted, tested };
}

/** The first line of the comment, by which a later run finds it. One a config, so that several do not fight. */
export function commentMarker(config: string): string {
  // Encoded, a path cannot end the HTML comment early.
  return `<!-- conclusive:${encodeURIComponent(config)} -->`;
}

/** The second line. */
export function writeState(state: CommentState): string {
  const line = `<!-- conclusive-state:${deflateRawSync(JSON.stringify(state)).toString('base64url')} -->`;
  if (line.length <= MAX_WRITTEN_CHARS) return line;
  const tested = newerHalf(state.tested);
  return tested === null ? line : writeState({ ...state, tested });
}

/** null: there is nothing left to leave out. */
function newerHalf({ comparisons, pushes }: TestedBefore): TestedBefore | null {
  if (comparisons.length + pushes.length === 0) return null;
  const half = <One>(all: readonly One[]) => all.slice(Math.ceil(all.length / 2));
  // A push is counted by those before it, and takes a tenth of the room.
  return comparisons.length > 0
    ? { comparisons: half(comparisons), pushes }
    : { comparisons, pushes: half(pushes) };
}

/** @returns null for a comment without a state, or whose state somebody has changed into something else. */
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

/** Versions before this one wrote it plain. */
function inflate(bytes: Buffer): Buffer {
  return bytes[0] === PLAIN ? bytes : inflateRawSync(bytes, { maxOutputLength: MAX_STATE_BYTES });
}

const PLAIN = '{'.charCodeAt(0);

function isZlibError(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  return code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE';
}

/** Whether a newer run has said already what holds for a commit: its check must not be overwritten. */
export function isSuperseded(state: CommentState | null, run: WorkflowRun, commit: string): boolean {
  return state !== null && isNewer(state.run, run) && state.last?.commit === commit;
}
