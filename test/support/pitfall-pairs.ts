/** Runs the pairs of fixtures/pitfalls with the built command line. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Check } from '../../src/checks/check.ts';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import { judgedWith } from '../system/support/command.ts';
import { readResult } from './result-schema.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/pitfalls/', import.meta.url));

const pairSchema = z.strictObject({
  pair: z.string(),
  pitfall: z.string(),
  check: z.string(),
  level: z.enum(['advice', 'warn', 'fail', 'told']),
  model: z.string().optional(),
  says: z.string().optional(),
  verdict: z.string().optional(),
  twin: z.string().optional(),
  args: z.string().default('run --config {case}.yml'),
});
export type Pair = z.infer<typeof pairSchema>;

const CASES = ['pitfall', 'twin'] as const;
type Case = (typeof CASES)[number];

export async function readPairs(): Promise<Pair[]> {
  return z.array(pairSchema).parse(parse(await readFile(join(FIXTURES, 'manifest.yml'), 'utf8')));
}

interface CaseOutcome {
  readonly result: ExperimentResult;
  readonly alarms: readonly Check[];
}

export interface PairOutcome {
  readonly pitfall: CaseOutcome;
  readonly twin: CaseOutcome;
  /** What the manifest asks for; null where no check said it. */
  readonly found: Check | null;
  /** What is not as the manifest says, a sentence each. */
  readonly faults: readonly string[];
}

export async function runPair(pair: Pair, python = 'python3'): Promise<PairOutcome> {
  const pitfall = await runCase(pair, 'pitfall', python);
  const twin = await runCase(pair, 'twin', python);
  const found = pitfall.result.checks.find((check) => isMeant(pair, check)) ?? null;
  const told = pitfall.result.checks.filter(({ id }) => id === pair.check).map(sentence);
  return {
    pitfall,
    twin,
    found,
    faults: [
      ...(found === null ? [`${pair.check} does not speak as it should: ${told.join(' | ')}`] : []),
      ...twin.alarms.map((check) => `false alarm: ${sentence(check)}`),
      ...verdictFault('pitfall', pair.verdict, pitfall),
      ...verdictFault('twin', pair.twin, twin),
    ],
  };
}

function isMeant({ check, level, model, says }: Pair, found: Check): boolean {
  return (
    found.id === check &&
    found.status === (level === 'told' ? 'pass' : level) &&
    (model === undefined || model === found.model) &&
    (says === undefined || new RegExp(says).test(found.message))
  );
}

function verdictFault(name: Case, expected: string | undefined, { result }: CaseOutcome): string[] {
  if (expected === undefined || result.verdict === expected) return [];
  return [`the verdict of the ${name} is ${result.verdict}, not ${expected}`];
}

function sentence({ id, model, status, message }: Check): string {
  return `${id} ${model ?? ''} ${status}: ${message}`;
}

async function runCase({ pair, args }: Pair, name: Case, python: string): Promise<CaseOutcome> {
  const directory = await mkdtemp(join(tmpdir(), 'conclusive-pitfall-'));
  try {
    const options = await lay(directory, pair, name);
    const words = [...args.replaceAll('{case}', name).split(' '), ...options, '--json'];
    const { stdout, stderr } = await judgeIn(directory, words, python);
    if (!stdout.startsWith('{')) throw new Error(`${pair}, ${name}: ${stderr}`);
    const result = readResult(stdout);
    const alarms = result.checks.filter(({ status }) => status === 'warn' || status === 'fail');
    return { result, alarms };
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** @returns what is to be added to the command */
async function lay(directory: string, pair: string, name: Case): Promise<readonly string[]> {
  const from = join(FIXTURES, pair);
  const parts = ['base', ...CASES].filter((part) => existsSync(join(from, part)));
  const isPart = (path: string) => parts.some((part) => path === join(from, part));
  await cp(join(FIXTURES, 'common.py'), join(directory, 'common.py'));
  await cp(from, directory, { recursive: true, filter: (path) => !isPart(path) });
  const config = join(directory, `${name}.yml`);
  // No pitfall depends on it, and it takes longer than most of these programs.
  if (existsSync(config))
    await writeFile(config, (await readFile(config, 'utf8')).replace('trainer: { ', 'trainer: { '));
  if (parts.length === 0) return [];
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { cwd: directory });
  const commit = async (part: string) => {
    if (parts.some((known) => known === part)) await cp(join(from, part), directory, { recursive: true });
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', part);
  };
  git('init', '--quiet', '--initial-branch', 'main');
  await commit('base');
  await commit(name);
  return ['--base', 'HEAD~1'];
}

/** The interpreter that has scikit-learn comes first on the path. */
function judgeIn(directory: string, words: readonly string[], python: string) {
  const separator = process.platform === 'win32' ? ';' : ':';
  const path = `${python.includes('/') ? `${dirname(python)}${separator}` : ''}${process.env.PATH}`;
  return judgedWith({ ...process.env, PATH: path }, directory, words);
}
