/**
 * The ledger, `conclusive.ledger/1`: decisions taken on test examples. It travels with the run records (cache,
 * artifact), so it counts across pull requests and pushes.
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
/** The oldest are dropped beyond this count, which is far above any budget. */
export const MAX_DECISIONS = 10_000;
const MAX_METRICS = 50;
const MAX_LEDGER_BYTES = 20 * 1024 * 1024;

const decisionSchema = z.object({
  /** `predictions.examples` of the run records. */
  testSet: sha256Schema,
  /** Fingerprint of the variant's first run. */
  change: sha256Schema,
  commit: commitSchema.nullable(),
  experiment: z.string().min(1).max(1000),
  variant: nameSchema,
  metrics: z.array(nameSchema).max(MAX_METRICS),
  verdict: z.enum(['improvement', 'regression', 'equivalent', 'inconclusive']),
  /** Estimates by primary metric; positive is better. Older decisions have none. */
  differences: namedValues(z.number(), MAX_METRICS).exactOptional(),
  date: z.iso.datetime(),
});
export type Decision = z.infer<typeof decisionSchema>;

const ledgerSchema = z.object({
  schema: z.literal(LEDGER_SCHEMA),
  decisions: z.array(decisionSchema).max(MAX_DECISIONS),
});

/**
 * All decisions, the oldest first. An unreadable ledger is renamed to `ledger.broken.json` with a warning: counting
 * from zero would call a used test set fresh.
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

export async function addToLedger(
  folder: string,
  decisions: readonly Decision[],
  warn: (message: string) => void,
): Promise<void> {
  // Read again, because another experiment may have written meanwhile.
  const known = await readLedger(folder, warn);
  const fresh = decisions.filter((decision) => !known.some((earlier) => isSameDecision(earlier, decision)));
  if (fresh.length === 0) return;
  const kept = [...known, ...fresh].slice(-MAX_DECISIONS);
  const text = `${JSON.stringify({ schema: LEDGER_SCHEMA, decisions: kept }, null, 1)}\n`;
  await writeAtomically(join(folder, LEDGER_FILE), [text]).catch((error: unknown) =>
    warn(`${join(folder, LEDGER_FILE)} cannot be written: ${(error as Error).message}`),
  );
}

/** Repeating the same code or commit learns nothing new. */
export function isSameDecision(a: Decision, b: Omit<Decision, 'verdict' | 'differences' | 'date'>): boolean {
  if (a.testSet !== b.testSet) return false;
  if (a.change === b.change) return true;
  return (
    a.commit !== null && a.commit === b.commit && a.variant === b.variant && a.experiment === b.experiment
  );
}
