/** The cases of one repeat, as the store keeps them: a head line with the settings, then one line per case. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { MAX_LINE_CHARS, readHead, readLines } from '../bounded-file.ts';
import { firstIssue } from '../first-issue.ts';
import { canonicalJson } from '../json.ts';
import { parseJsonAt } from '../readers/files/json-lines.ts';
import { MAX_PREDICTIONS_BYTES } from '../readers/files/run-file.ts';
import { unreadable } from '../readers/unreadable-run-error.ts';
import type { CaseResult } from './evaluation.ts';

export interface RunCases {
  readonly tool: string;
  /** Null where the format has none. */
  readonly settings: ReadonlyMap<string, string> | null;
  readonly subject?: ReadonlyMap<string, string>;
  readonly results: readonly CaseResult[];
}

const HEAD = 'conclusive.cases/1';
const MAX_TEXT_CHARS = 4000;
const MAX_NAME_CHARS = 300;
const MAX_SLICES = 100;

const textSchema = z.string().max(MAX_TEXT_CHARS + 20);
const nameSchema = z.string().max(MAX_NAME_CHARS);

const headSchema = z.strictObject({
  cases: z.literal(HEAD),
  tool: nameSchema,
  settings: z.record(nameSchema, textSchema).nullable(),
  subject: z.record(nameSchema, textSchema).optional(),
});

type Head = z.output<typeof headSchema>;

/** Every field of a case, so that none is lost. */
const caseFields = {
  id: nameSchema,
  repeat: z.number().int().min(0),
  scores: z.record(nameSchema, z.number()),
  error: textSchema.nullable(),
  answer: textSchema.nullable(),
  isCached: z.boolean(),
  grading: textSchema.optional(),
  show: textSchema.nullable(),
  group: textSchema.nullable().optional(),
  slices: z.array(nameSchema).max(MAX_SLICES).optional(),
  label: z.number().nullable().optional(),
} satisfies Record<keyof CaseResult, z.ZodType>;
const caseSchema = z.strictObject(caseFields);

export function* linesOfCases({ tool, settings, subject, results }: RunCases): Generator<string> {
  const cut = (texts: ReadonlyMap<string, string>) =>
    Object.fromEntries([...texts].map(([name, value]) => [name, short(value)]));
  const stated = subject === undefined ? {} : { subject: cut(subject) };
  yield `${canonicalJson({ cases: HEAD, tool, settings: settings && cut(settings), ...stated })}\n`;
  for (const result of results) yield `${canonicalJson(bounded(result))}\n`;
}

function bounded({ error, answer, grading, show, group, slices, ...result }: CaseResult): CaseResult {
  return {
    ...result,
    error: error && short(error),
    answer: answer && short(answer),
    show: show && short(show),
    ...(grading === undefined ? {} : { grading: short(grading) }),
    ...(group === undefined ? {} : { group: group && short(group) }),
    ...(slices === undefined ? {} : { slices: slices.slice(0, MAX_SLICES) }),
  };
}

/** Texts that differ stay different, since the digest of a long one is kept. */
function short(text: string): string {
  if (text.length <= MAX_TEXT_CHARS) return text;
  return `${text.slice(0, MAX_TEXT_CHARS)}… ${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

export async function holdsCases(path: string): Promise<boolean> {
  return (await readHead(path, 50)).startsWith(`{"cases":"${HEAD}"`);
}

/** @throws UnreadableRunError, UnusableFileError */
export async function readCases(path: string, file: string): Promise<RunCases> {
  let head: Head | null = null;
  const results: CaseResult[] = [];
  for await (const { number: line, text } of readLines(path, MAX_PREDICTIONS_BYTES)) {
    const place = { file, line };
    const value = parseJsonAt(text.slice(0, MAX_LINE_CHARS), place);
    const parse = <Out>(schema: z.ZodType<Out>): Out => {
      const parsed = schema.safeParse(value);
      if (parsed.success) return parsed.data;
      throw unreadable(place, `is not valid: ${firstIssue(parsed.error)}`);
    };
    if (head === null) head = parse(headSchema);
    else results.push(parse(caseSchema) as CaseResult);
  }
  if (head === null) throw unreadable({ file, line: null }, 'has no cases');
  const { tool, settings, subject } = head;
  return {
    tool,
    settings: settings === null ? null : new Map(Object.entries(settings)),
    ...(subject === undefined ? {} : { subject: new Map(Object.entries(subject)) }),
    results,
  };
}
