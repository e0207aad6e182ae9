/**
 * What was tested, `conclusive.tested/1`: the looks that a comparison has taken and what they spent, so that whoever trains more of
 * the same runs goes on at what is left of alpha and not at alpha anew; and which changes a pull request was tested with. It lies
 * beside the run records and goes where the ledger goes.
 */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readText } from '../bounded-file.ts';
import { firstIssue } from '../first-issue.ts';
import { parseJson } from '../json.ts';
import { sha256Schema } from '../record.ts';
import { writeAtomically } from './write-atomically.ts';

const TESTED_SCHEMA = 'conclusive.tested/1';
export const TESTED_FILE = 'tested.json';
const BROKEN_FILE = 'tested.broken.json';
/** Beyond, the oldest are dropped. */
export const MAX_TESTED = 5_000;
const MAX_TESTED_BYTES = 20 * 1024 * 1024;
/** More looks, at a quarter of a second each, than anybody goes on for. */
const MAX_LOOKS = 100;

const pairs = z.number().int().min(0).max(1_000_000);
const spent = z.number().min(0).max(1);

const lookSchema = z.object({ seeds: pairs, pairs: pairs.min(2), spent });

const rises = (looks: ReadonlyArray<z.infer<typeof lookSchema>>): boolean =>
  looks.every((look, index) => {
    const before = looks[index - 1];
    return (
      before === undefined ||
      (look.pairs > before.pairs && look.seeds > before.seeds && look.spent >= before.spent)
    );
  });

const comparisonSchema = z.object({
  /** Of both arms' first runs and the metric. */
  comparison: sha256Schema,
  looks: z.array(lookSchema).min(1).max(MAX_LOOKS).refine(rises, 'looks must increase'),
  design: z.object({
    number: z.number().int().min(1).max(10_000),
    looks: z.array(pairs).max(MAX_LOOKS + 10),
    pairs,
    spent,
    budget: spent,
  }),
});

const pushSchema = z.object({
  pullRequest: z.number().int().min(1),
  /** Of all comparisons of the push: what is tested twice is one. */
  change: sha256Schema,
});
export type Push = z.infer<typeof pushSchema>;

/** A look that was taken. */
export interface TakenLook {
  /** Seeds that were planned for it. */
  readonly seeds: number;
  /** Pairs that there were: fewer where runs failed. */
  readonly pairs: number;
  /** Two-sided error used up to and including it, by a comparison that has all of alpha. */
  readonly spent: number;
}

/** A design, from where it begins. */
interface Design {
  /** 1 for the first on these runs. */
  readonly number: number;
  /** Planned looks, in seeds, rising. */
  readonly looks: readonly number[];
  /** What had been tested and spent before. */
  readonly pairs: number;
  readonly spent: number;
  /** What it spends in all. */
  readonly budget: number;
}

/** What is remembered of a comparison: the looks it has taken, and its latest design, which goes on as planned if asked for again. */
export interface Tested {
  readonly looks: readonly TakenLook[];
  readonly design: Design;
}

export type TestedComparison = Tested & { readonly comparison: string };

export interface TestedBefore {
  readonly comparisons: readonly TestedComparison[];
  /** The oldest first. */
  readonly pushes: readonly Push[];
}

export const testedBeforeSchema = z.object({
  comparisons: z.array(comparisonSchema).max(MAX_TESTED),
  pushes: z.array(pushSchema).max(MAX_TESTED),
});
const testedSchema = testedBeforeSchema.extend({ schema: z.literal(TESTED_SCHEMA) });

export const NOTHING_TESTED: TestedBefore = { comparisons: [], pushes: [] };

/** One that cannot be read is set aside, and said so: to begin at all of alpha in silence would raise the false alarms. */
export async function readTested(folder: string, warn: (message: string) => void): Promise<TestedBefore> {
  const path = join(folder, TESTED_FILE);
  try {
    const { comparisons, pushes } = testedSchema.parse(parseJson(await readText(path, MAX_TESTED_BYTES)));
    return { comparisons, pushes };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return NOTHING_TESTED;
    const reason = error instanceof z.ZodError ? firstIssue(error) : (error as Error).message;
    const kept = await rename(path, join(folder, BROKEN_FILE)).then(
      () => `it is kept as ${BROKEN_FILE}, and`,
      () => '',
    );
    warn(
      `${path} cannot be read (${reason}); ${kept} the alpha that earlier designs on the same runs spent is unknown`,
    );
    return NOTHING_TESTED;
  }
}

/** Of each comparison the longer history, those that were added last. */
export function mergeTested(known: TestedBefore, added: TestedBefore): TestedBefore {
  const comparisons = new Map<string, TestedComparison>();
  for (const one of [...known.comparisons, ...added.comparisons]) {
    const before = comparisons.get(one.comparison);
    if (before !== undefined && !goesOn(one, before)) continue;
    comparisons.delete(one.comparison);
    if (one.looks.length <= MAX_LOOKS) comparisons.set(one.comparison, one);
  }
  const pushes = new Map(
    [...known.pushes, ...added.pushes].map((push) => [`${push.pullRequest} ${push.change}`, push]),
  );
  return {
    comparisons: [...comparisons.values()].slice(-MAX_TESTED),
    pushes: [...pushes.values()].slice(-MAX_TESTED),
  };
}

/** Adds what was tested, and writes the file whole or not at all. */
export async function addTested(
  folder: string,
  added: TestedBefore,
  warn: (message: string) => void,
): Promise<void> {
  // Read again: another experiment with the same folder may have written meanwhile.
  const known = await readTested(folder, warn);
  const whole = mergeTested(known, added);
  if (JSON.stringify(known) === JSON.stringify(whole)) return;
  const text = JSON.stringify({ schema: TESTED_SCHEMA, ...whole }, null, 1);
  await writeAtomically(join(folder, TESTED_FILE), [`${text}\n`]).catch((error: unknown) =>
    warn(`${join(folder, TESTED_FILE)} cannot be written: ${(error as Error).message}`),
  );
}

/** Whether it knows at least as much. */
function goesOn(one: Tested, before: Tested): boolean {
  const [a, b] = [one, before].map(({ looks, design }) => [looks.at(-1)?.pairs ?? 0, design.number] as const);
  if (a === undefined || b === undefined) return true;
  return a[0] > b[0] || (a[0] === b[0] && a[1] >= b[1]);
}
