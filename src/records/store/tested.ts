/**
 * Tests taken, `conclusive.tested/1`: looks of a comparison and alpha that they spent, so that more runs continue with the
 * rest; the design by which two arms were first tested; and changes of a pull request. It travels with the run records.
 */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Described } from '../../config/described.ts';
import { readText } from '../bounded-file.ts';
import { firstIssue } from '../first-issue.ts';
import { canonicalJson, parseJson } from '../json.ts';
import { sha256Schema } from '../record.ts';
import { writeAtomically } from './write-atomically.ts';

const TESTED_SCHEMA = 'conclusive.tested/1';
export const TESTED_FILE = 'tested.json';
const BROKEN_FILE = 'tested.broken.json';
/** The oldest are dropped first. */
export const MAX_TESTED = 5_000;
const MAX_TESTED_BYTES = 20 * 1024 * 1024;
const MAX_SETTINGS = 500;
/** Nobody takes more looks, at a quarter of a second each. */
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
  /** Digest of both arms' first runs and the metric. */
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

export const SETTINGS = [
  'metrics',
  'margin',
  'min-effect',
  'value',
  'direction',
  'guard',
  'alpha',
  'alpha.per',
  'seeds',
  'scope',
  'vary',
  'variants',
  'tasks',
  'verdict.for',
  'gate.tasks',
  'baseline',
  'runs',
] as const;

const settingSchema = z.object({
  setting: z.enum(SETTINGS),
  /** A metric, as the records name it. */
  subject: z.string().max(1000).nullable(),
  value: z.union([z.number(), z.string().max(300)]),
});
/** One setting of a design. */
export type Setting = Described<typeof settingSchema>;

export const MAX_RESULTS = 20;
const resultSchema = z.object({
  /** A metric, as the records name it. */
  subject: z.string().max(1000),
  /** Digests of the first runs, in order of their seeds; '' for a fixed number. */
  baseline: z.string().max(100),
  variant: z.string().max(100),
});
/** What the first runs of two arms gave in a metric. */
export type ArmResults = Described<typeof resultSchema>;

const firstDesignSchema = z.object({
  /** Digest of both arms, in any order. */
  arms: sha256Schema,
  settings: z.array(settingSchema).max(MAX_SETTINGS),
  /** Earlier versions wrote none. */
  results: z.array(resultSchema).max(MAX_RESULTS).exactOptional(),
  /** Latest verdict of this design; null before its first look. */
  verdict: z.enum(['improvement', 'regression', 'equivalent', 'inconclusive']).nullable(),
  /** Whether runs existed whose tests are unknown. */
  isLost: z.boolean(),
});
/** The design of the first test of two models. */
export type FirstDesign = Described<typeof firstDesignSchema>;

const pushSchema = z.object({
  pullRequest: z.number().int().min(1),
  /** Covers all comparisons of a push: repeated tests count once. */
  change: sha256Schema,
});
export type Push = z.infer<typeof pushSchema>;

export interface TakenLook {
  readonly seeds: number;
  /** Actual pairs; failed runs reduce them. */
  readonly pairs: number;
  /** Two-sided error spent so far by a comparison with all of alpha. */
  readonly spent: number;
}

interface Design {
  readonly number: number;
  /** Planned looks in seeds, ascending. */
  readonly looks: readonly number[];
  /** Earlier looks and spending. */
  readonly pairs: number;
  readonly spent: number;
  readonly budget: number;
}

/** A comparison's looks and its latest design, which continues if requested again. */
export interface Tested {
  readonly looks: readonly TakenLook[];
  readonly design: Design;
}

export type TestedComparison = Tested & { readonly comparison: string };

export interface TestedBefore {
  readonly comparisons: readonly TestedComparison[];
  readonly designs?: readonly FirstDesign[];
  readonly pushes: readonly Push[];
}

export const testedBeforeSchema = z.object({
  comparisons: z.array(comparisonSchema).max(MAX_TESTED),
  /** Earlier versions wrote none. */
  designs: z.array(firstDesignSchema).max(MAX_TESTED).exactOptional(),
  pushes: z.array(pushSchema).max(MAX_TESTED),
});
const testedSchema = testedBeforeSchema.extend({ schema: z.literal(TESTED_SCHEMA) });

export const NOTHING_TESTED: TestedBefore = { comparisons: [], pushes: [] };

export function isEmpty({ comparisons, designs = [], pushes }: TestedBefore): boolean {
  return comparisons.length + designs.length + pushes.length === 0;
}

/** An unreadable file is renamed with a warning, because starting with all of alpha would raise false alarms. */
export async function readTested(folder: string, warn: (message: string) => void): Promise<TestedBefore> {
  const path = join(folder, TESTED_FILE);
  try {
    const { schema: _, ...tested } = testedSchema.parse(parseJson(await readText(path, MAX_TESTED_BYTES)));
    return tested;
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

/** Merges histories: the longer of each comparison, and the first design of two arms. */
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
  const designs = firstDesigns([...(known.designs ?? []), ...(added.designs ?? [])]);
  return {
    comparisons: [...comparisons.values()].slice(-MAX_TESTED),
    ...(designs.length === 0 ? {} : { designs: designs.slice(-MAX_TESTED) }),
    pushes: [...pushes.values()].slice(-MAX_TESTED),
  };
}

/** A design takes the place of one without a look; one with the same settings brings a later verdict. */
function firstDesigns(designs: readonly FirstDesign[]): FirstDesign[] {
  const first = new Map<string, FirstDesign>();
  for (const design of designs) {
    const before = first.get(design.arms);
    const isFirst = before === undefined || before.verdict === null;
    const isSame = !isFirst && canonicalJson(before.settings) === canonicalJson(design.settings);
    const isLost = design.isLost || before?.isLost === true;
    if (isFirst) first.set(design.arms, { ...design, isLost });
    else first.set(design.arms, { ...before, isLost, verdict: (isSame && design.verdict) || before.verdict });
  }
  return [...first.values()];
}

export async function addTested(
  folder: string,
  added: TestedBefore,
  warn: (message: string) => void,
): Promise<void> {
  // Read again, because another experiment may have written meanwhile.
  const known = await readTested(folder, warn);
  const whole = mergeTested(known, added);
  if (JSON.stringify(known) === JSON.stringify(whole)) return;
  const text = JSON.stringify({ schema: TESTED_SCHEMA, ...whole }, null, 1);
  await writeAtomically(join(folder, TESTED_FILE), [`${text}\n`]).catch((error: unknown) =>
    warn(`${join(folder, TESTED_FILE)} cannot be written: ${(error as Error).message}`),
  );
}

function goesOn(one: Tested, before: Tested): boolean {
  const [a, b] = [one, before].map(({ looks, design }) => [looks.at(-1)?.pairs ?? 0, design.number] as const);
  if (a === undefined || b === undefined) return true;
  return a[0] > b[0] || (a[0] === b[0] && a[1] >= b[1]);
}
