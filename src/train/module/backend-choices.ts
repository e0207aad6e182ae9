/**
 * Stores the faster backend per model (`conclusive.backends/1`), so that an experiment continues on the backend it began with.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { readText } from '../../records/bounded-file.ts';
import { parseJson } from '../../records/json.ts';
import { sha256Schema } from '../../records/record.ts';
import { writeAtomically } from '../../records/store/write-atomically.ts';

const BACKENDS_FILE = 'backends.json';
/** The oldest choices are dropped first. */
const MAX_CHOICES = 200;
const MAX_BYTES = 1024 ** 2;

const ms = z.number().positive().max(1e9).nullable();
const choiceSchema = z.object({
  /** Digest of the baseline and the versions of both backends. */
  timed: sha256Schema,
  backend: z.enum(['wasm', 'native']),
  /** CPU milliseconds per step; null if no step ran. */
  stepMs: z.object({ wasm: ms, native: ms }),
});
export type TimedChoice = z.infer<typeof choiceSchema>;

const fileSchema = z.object({
  schema: z.literal('conclusive.backends/1'),
  choices: z.array(choiceSchema).max(MAX_CHOICES),
});

/** An unreadable file gives nothing, so that times are measured again. */
export async function readChoices(folder: string): Promise<readonly TimedChoice[]> {
  try {
    return fileSchema.parse(parseJson(await readText(join(folder, BACKENDS_FILE), MAX_BYTES))).choices;
  } catch {
    return [];
  }
}

/** Existing choices for a digest win. */
export async function addChoices(folder: string, added: readonly TimedChoice[]): Promise<void> {
  const known = await readChoices(folder);
  const fresh = added.filter(({ timed }) => !known.some((choice) => choice.timed === timed));
  if (fresh.length === 0) return;
  const file = { schema: 'conclusive.backends/1', choices: [...known, ...fresh].slice(-MAX_CHOICES) };
  await writeAtomically(join(folder, BACKENDS_FILE), [`${JSON.stringify(file)}\n`]);
}
