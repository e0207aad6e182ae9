/**
 * Which backend was faster for which model, `conclusive.backends/1`. It lies beside the run records: whoever goes on with an experiment
 * in this folder trains on the backend that its runs were trained on, whatever another measurement would say.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { readText } from '../../records/bounded-file.ts';
import { parseJson } from '../../records/json.ts';
import { sha256Schema } from '../../records/record.ts';
import { writeAtomically } from '../../records/store/write-atomically.ts';

const BACKENDS_FILE = 'backends.json';
/** Beyond, the oldest are dropped. */
const MAX_CHOICES = 200;
const MAX_BYTES = 1024 ** 2;

const ms = z.number().positive().max(1e9).nullable();
const choiceSchema = z.object({
  /** Digest of what was timed: the baseline, and the versions of both backends. */
  timed: sha256Schema,
  backend: z.enum(['wasm', 'native']),
  /** CPU milliseconds a step; null where it took none. */
  stepMs: z.object({ wasm: ms, native: ms }),
});
export type TimedChoice = z.infer<typeof choiceSchema>;

const fileSchema = z.object({
  schema: z.literal('conclusive.backends/1'),
  choices: z.array(choiceSchema).max(MAX_CHOICES),
});

/** What cannot be read is measured again. */
export async function readChoices(folder: string): Promise<readonly TimedChoice[]> {
  try {
    return fileSchema.parse(parseJson(await readText(join(folder, BACKENDS_FILE), MAX_BYTES))).choices;
  } catch {
    return [];
  }
}

/** What is known of the same stays as it is. */
export async function addChoices(folder: string, added: readonly TimedChoice[]): Promise<void> {
  const known = await readChoices(folder);
  const fresh = added.filter(({ timed }) => !known.some((choice) => choice.timed === timed));
  if (fresh.length === 0) return;
  const file = { schema: 'conclusive.backends/1', choices: [...known, ...fresh].slice(-MAX_CHOICES) };
  await writeAtomically(join(folder, BACKENDS_FILE), [`${JSON.stringify(file)}\n`]);
}
