/** Reads the one repeat that a run of an evaluation left in its run directory. */
import { basename, join } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { listFolder } from '../../files/open-file.ts';
import { mean } from '../../stats/describe.ts';
import { enumerate, firstOf, quoteNames } from '../../words/list.ts';
import { readHead } from '../bounded-file.ts';
import type { ReadRun } from '../readers/read-run-directory.ts';
import { UnreadableRunError } from '../readers/unreadable-run-error.ts';
import { type CaseResult, COST, type EvaluationReader } from './evaluation.ts';
import { joinParts } from './join-parts.ts';
import { EVALUATION_READERS } from './registry.ts';
import type { RunCases } from './run-cases.ts';

const HEAD_BYTES = 1024 * 1024;
const MAX_ENTRIES = 10_000;
const MAX_DEPTH = 8;
const MAX_SHOWN = 5;

interface Log {
  readonly file: string;
  readonly reader: EvaluationReader;
}

/** @throws UnreadableRunError for no log, logs of two tools, several models or repeats */
export async function readRunCases(directory: string): Promise<ReadRun & { readonly cases: RunCases }> {
  const files = listAll(directory);
  const logs: Log[] = [];
  for (const file of files) {
    const head = await readHead(join(directory, file), HEAD_BYTES);
    const reader = EVALUATION_READERS.find((one) => one.accepts({ name: basename(file), head }));
    if (reader !== undefined) logs.push({ file, reader });
  }
  const cases = await casesOf(directory, requireOneTool(logs, files), logs);
  const scored = cases.results.filter(({ error }) => error === null);
  const names = [...new Set(scored.flatMap(({ scores }) => Object.keys(scores)))];
  const test = Object.fromEntries(
    names.map((name) => [name, mean(scored.flatMap(({ scores }) => scores[name] ?? []))]),
  );
  const dollars = dollarsOf(cases.results);
  return {
    status: 'ok',
    failure: null,
    divergedBy: null,
    curves: [],
    metrics: names.length === 0 ? {} : { test },
    slices: {},
    parameters: null,
    environment: {},
    cost: dollars === null ? {} : { dollars },
    predictions: null,
    hint: null,
    cases,
    mayBeCut: logs.some(({ reader }) => reader.hasNoEnd === true),
  };
}

/** Regular files, hidden ones too: DeepEval writes to `.deepeval`. */
function listAll(directory: string): string[] {
  const files: string[] = [];
  let entries = 0;
  const walk = (folder: string, depth: number) => {
    for (const entry of listFolder(join(directory, folder)).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      entries += 1;
      if (entries > MAX_ENTRIES)
        throw new UnreadableRunError(
          `more than ${MAX_ENTRIES} files in the run directory; write only the log there`,
        );
      const path = join(folder, entry.name);
      if (entry.isFile()) files.push(path);
      else if (entry.isDirectory() && depth < MAX_DEPTH) walk(path, depth + 1);
    }
  };
  walk('', 0);
  return files;
}

function requireOneTool(logs: readonly Log[], files: readonly string[]): string {
  const tools = [...new Set(logs.map(({ reader }) => reader.tool))];
  const [tool, ...others] = tools;
  const known = [...new Set(EVALUATION_READERS.map((reader) => reader.tool))];
  if (tool === undefined)
    throw new UnreadableRunError(
      `no log of an evaluation in the run directory, ${
        files.length === 0 ? 'which is empty' : `only ${firstOf(files, MAX_SHOWN)}`
      }; the command must write one to {run_dir}: of ${enumerate(known, 'or')}`,
    );
  if (others.length === 0) return tool;
  const found = tools.map((one) => `${one} (${logs.find(({ reader }) => reader.tool === one)?.file})`);
  throw new UnreadableRunError(
    `the run directory has logs of ${tools.length} tools: ${enumerate(found)}; write the one that counts to {run_dir}`,
  );
}

async function casesOf(directory: string, tool: string, logs: readonly Log[]): Promise<RunCases> {
  const parts = [];
  for (const { file, reader } of logs) parts.push(...(await reader.read(join(directory, file), file)));
  const [first, ...others] = logs;
  const file = others.length === 0 ? (first?.file ?? '') : 'the run directory';
  const models = [...new Set(parts.map(({ model }) => model))];
  if (models.length > 1)
    throw new UnreadableRunError(
      `${file}: has ${models.length} models (${quoteNames(models.map(String), MAX_SHOWN)}), but a run evaluates one; give each variant its own config by params`,
    );
  try {
    const { repeats, settings, subject } = joinParts('', file, parts);
    const [only] = repeats;
    if (only === undefined) throw new UnreadableRunError(`${file}: has no cases`);
    if (repeats.length > 1)
      throw new UnreadableRunError(
        `${file}: has ${repeats.length} repeats of its cases, but a run is one repeat; set evaluate.repeats instead of the tool's own option`,
      );
    const results = [...only.values()].map((result) => ({ ...result, repeat: 1 }));
    return { tool, settings, ...(subject === undefined || subject.size === 0 ? {} : { subject }), results };
  } catch (error) {
    throw error instanceof UserError ? new UnreadableRunError(error.message, { cause: error }) : error;
  }
}

/** @returns null unless every answer has its price; one from a cache costs nothing, although tools repeat its price */
function dollarsOf(results: readonly CaseResult[]): number | null {
  let sum = 0;
  let priced = 0;
  for (const { scores, error, isCached } of results) {
    const price = isCached ? 0 : scores[COST];
    if (price === undefined && error === null) return null;
    if (price !== undefined) priced += 1;
    sum += price ?? 0;
  }
  return priced === 0 ? null : sum;
}
