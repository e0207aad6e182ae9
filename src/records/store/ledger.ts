/**
 * The ledger, `conclusive.ledger/1`: which decisions were taken on which test examples. It lies beside the run records and
 * goes where they go (a cache, an artifact), so that it counts over pull requests and pushes.
 */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { namedValues, nameSchema } from '../../config/names.ts';
import { readText } from '../bounded-file.ts';
import { firstIssue } from '../first-issue.ts';
import { parseJson } from '../json.ts';
import { commitSchema, sha256Schema } from '../record.ts';
import { writeAtomically } from './write-atomically.ts';

const LEDGER_SCHEMA = 'conclusive.ledger/1';
export const LEDGER_FILE = 'ledger.json';
const BROKEN_FILE = 'ledger.broken.json';
/** Beyond, the oldest are dropped: a count that high is far above any budget. */
export const MAX_DECISIONS = 10_000;
/** As many as a config has. */
const MAX_METRICS = 50;
const MAX_LEDGER_BYTES = 20 * 1024 * 1024;

const decisionSchema = z.object({
  /** `predictions.examples` of the run records: the test examples and their labels. */
  testSet: sha256Schema,
  /** Fingerprint of the variant's first run: what was judged. */
  change: sha256Schema,
  commit: commitSchema.nullable(),
  experiment: z.string().min(1).max(1000),
  variant: nameSchema,
  metrics: z.array(nameSchema).max(MAX_METRICS),
  verdict: z.enum(['improvement', 'regression', 'equivalent', 'inconclusive']),
  /** Estimates by primary metric, turned so that positive is better. Decisions of earlier versions have none. */
  differences: namedValues(z.number(), MAX_METRICS).exactOptional(),
  /** Both arms, whatever a seed varies in them, and what it varied; not of a cross-validation. */
  arms: sha256Schema.exactOptional(),
  vary: z.array(z.string().max(20)).max(5).exactOptional(),
  date: z.iso.datetime(),
});
export type Decision = z.infer<typeof decisionSchema>;

const ledgerSchema = z.object({
  schema: z.literal(LEDGER_SCHEMA),
  decisions: z.array(decisionSchema).max(MAX_DECISIONS),
});

/**
 * The decisions on record, the oldest first; none where there is no ledger. One that cannot be read is set aside as
 * `ledger.broken.json`, and said so: to count from zero in silence would call a test set fresh that is not.
 */
export async function readLedger(folder: string, warn: (message: string) => void): Promise<Decision[]> {
  const path = join(folder, LEDGER_FILE);
  try {
    return ledgerSchema.parse(parseJson(await readText(path, MAX_LEDGER_BYTES))).decisions;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    const reason = error instanceof z.ZodError ? firstIssue(error) : (error as Error).message;
    const kept = await rename(path, join(folder, BROKEN_FILE)).then(
      () => `it is kept as ${BROKEN_FILE}, and`,
      () => '',
    );
    warn(`${path} cannot be read (${reason}); ${kept} decisions on the test set are counted from zero`);
    return [];
  }
}

/** Adds what is not there yet, and writes the ledger whole or not at all. */
export async function addToLedger(
  folder: string,
  decisions: readonly Decision[],
  warn: (message: string) => void,
): Promise<void> {
  // Read again: another experiment with the same folder may have written meanwhile.
  const known = await readLedger(folder, warn);
  const fresh = decisions.filter((decision) => !known.some((earlier) => isSameDecision(earlier, decision)));
  if (fresh.length === 0) return;
  const kept = [...known, ...fresh].slice(-MAX_DECISIONS);
  const text = `${JSON.stringify({ schema: LEDGER_SCHEMA, decisions: kept }, null, 1)}\n`;
  await writeAtomically(join(folder, LEDGER_FILE), [text]).catch((error: unknown) =>
    warn(`${join(folder, LEDGER_FILE)} cannot be written: ${(error as Error).message}`),
  );
}

/** The same code again, or the same commit again (with another version of a library, say), learns nothing new. */
export function isSameDecision(a: Decision, b: Omit<Decision, 'verdict' | 'differences' | 'date'>): boolean {
  if (a.testSet !== b.testSet) return false;
  if (a.change === b.change) return true;
  return (
    a.commit !== null && a.commit === b.commit && a.variant === b.variant && a.experiment === b.experiment
  );
}
