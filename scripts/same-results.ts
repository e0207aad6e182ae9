/**
 * Shows that a refactoring changed no result: runs every experiment of `fixtures/` with `dist/` of the base commit and of this
 * checkout, and compares all but clock and machine. Build first. `--keep` trains the base only once.
 *
 *     npm run same-results -- --base main --keep ../results
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { parseDocument } from 'yaml';
import type { ExperimentResult } from '../src/verdict/result.ts';
import { findPython } from '../test/system/support/python.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SIDE = ['dist', 'fixtures', 'package.json'];
const COMPARE = 'results/table1';
const COMPARE_OPTIONS = ['--baseline', 'baseline', '--metric', 'macro_f1', '--secondary', 'accuracy'];
const MODULES: Readonly<Record<string, string>> = { 'scikit-learn': 'sklearn' };

const TIMINGS = [
  /[^\s"]+×(?: \\?\[[^\]]*\])? (?=the (?:training |prediction )?time)/g,
  /(?<=saves about )\S+\ss of \S+\ss(?= (?:a|per) run)/g,
  /(?<=\(≈\s)[^()]+(?= more)/g,
  /(?<=epochs or steps in )\S+(?:\sto\s\S+)?(?=\ss)/g,
];
const EFFORT = 'training-effort';
const MOST = 20;
const REPORT_LINES = /^- (?:Time|Machine): .*|`conclusive \d\S*`|^\|[^|]*training effort \|.*/gm;

interface Output {
  readonly result: string;
  readonly report: string;
}

/** Names like `gloss/pitfalls` stand for `fixtures/gloss/pitfalls.yml`. */
async function fixturesOf(side: string): Promise<string[]> {
  const files = await readdir(join(side, 'fixtures'), { recursive: true });
  const configs = files.filter((file) => /^[^/]+\/(?!manifest\.)[^/]+\.yml$/.test(file));
  return [...configs.map((file) => file.replace(/\.yml$/, '')), COMPARE].sort();
}

async function packagesOf(fixture: string): Promise<string[]> {
  const file = join(ROOT, 'fixtures', dirname(fixture), 'requirements.txt');
  const lines = existsSync(file) ? (await readFile(file, 'utf8')).split('\n') : [];
  return lines.flatMap((line) => /^[\w-]+/.exec(line) ?? []);
}

/** Otherwise the clock would decide which runs `reproducible` repeats. */
async function repeatAlways(config: string): Promise<void> {
  const document = parseDocument(await readFile(config, 'utf8'));
  if (!document.hasIn(['trainer', 'command'])) return;
  document.setIn(['checks', 'reproducible'], true);
  await writeFile(config, String(document));
}

/** @param python path of `python3`, or null if none is needed */
async function run(side: string, fixture: string, python: string | null): Promise<Output> {
  const output = join('out', fixture);
  const folders = python !== null && isAbsolute(python) ? [dirname(python)] : [];
  const args =
    fixture === COMPARE
      ? ['compare', `fixtures/${fixture}.csv`, ...COMPARE_OPTIONS]
      : ['run', '--config', `fixtures/${fixture}.yml`];
  if (fixture !== COMPARE) await repeatAlways(join(side, 'fixtures', `${fixture}.yml`));
  try {
    execFileSync(process.execPath, ['dist/cli.js', ...args, '--output', output], {
      cwd: side,
      env: { ...process.env, PATH: [...folders, process.env.PATH].join(delimiter) },
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch (error) {
    // 1 means that the gate failed; a result exists.
    const { status, stderr } = error as { status?: number; stderr?: string };
    if (status !== 1) throw new Error(`exit code ${status}: ${stderr?.trim().split('\n').at(-1)}`);
  }
  const read = async (name: string) =>
    (await readFile(join(side, output, name), 'utf8')).replaceAll(side, '.');
  return { result: await read('result.json'), report: await read('report.md') };
}

async function runOnce(folder: string, train: () => Promise<Output>): Promise<Output> {
  const [result, report] = [join(folder, 'result.json'), join(folder, 'report.md')];
  if (existsSync(result)) {
    return { result: await readFile(result, 'utf8'), report: await readFile(report, 'utf8') };
  }
  const output = await train();
  await mkdir(folder, { recursive: true });
  await writeFile(report, output.report);
  // Written last, this file marks a complete output.
  await writeFile(result, output.result);
  return output;
}

function withoutTimings(text: string): string {
  return TIMINGS.reduce((rest, timing) => rest.replace(timing, ''), text);
}

function comparable({ result, report }: Output) {
  const parsed = JSON.parse(withoutTimings(result)) as ExperimentResult;
  const { wallSeconds: _, cpuSeconds: __, reusedDays: ___, ...runs } = parsed.runs;
  const { version: _v, environment: _e, ...provenance } = parsed.provenance;
  // Without epochs, this value is a ratio of two times.
  const checks = parsed.checks.map((check) => (check.id === EFFORT ? { ...check, value: null } : check));
  return {
    result: { ...parsed, runs, checks, provenance },
    report: withoutTimings(report).replace(REPORT_LINES, '').split('\n'),
  };
}

/** The order of keys is no part of a result. */
function entriesOf(value: object): Array<[string, unknown]> {
  const entries = Object.entries(value);
  return Array.isArray(value) ? entries : entries.sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Yields `result.checks[3].value: 1 → 2`, until a key differs. */
function* differences(before: unknown, after: unknown, path: string): Generator<string> {
  const [one, other] = [JSON.stringify(before), JSON.stringify(after)];
  if (one === other) return;
  const areNested = [before, after].every((value) => typeof value === 'object' && value !== null);
  if (!areNested || Array.isArray(before) !== Array.isArray(after)) {
    yield `${path}: ${one} → ${other}`;
    return;
  }
  const old = entriesOf(before as object);
  const now = entriesOf(after as object);
  for (const [index, [key, value]] of old.entries()) {
    const place = Array.isArray(before) ? `${path}[${key}]` : `${path}.${key}`;
    const [ownKey, own] = now[index] ?? [];
    if (ownKey !== key) {
      yield `${place}: stands there → ${ownKey ?? 'nothing'} in its place`;
      return;
    }
    yield* differences(value, own, place);
  }
  if (now.length > old.length) yield `${path}: ${old.length} entries → ${now.length}`;
}

const { base, only, keep } = new Command('same-results')
  .requiredOption('--base <rev>', 'the commit before the refactoring, with its dist')
  .option('--only <name...>', 'experiments, e.g. digits/fragile, or folders of them, e.g. digits')
  .option('--keep <folder>', 'where results of the base are kept, and taken from the next time')
  .parse()
  .opts<{ base: string; only?: string[]; keep?: string }>();

const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
const commit = git('rev-parse', '--verify', `${base}^{commit}`);
if (git('diff', '--name-only', commit, '--', 'dist') === '')
  console.log(`dist/ is that of ${base}, byte for byte: was it built?`);

const temporary = await mkdtemp(join(tmpdir(), 'conclusive-same-'));
const [before, after] = [join(temporary, 'base'), join(temporary, 'checkout')];
const kept = keep === undefined ? join(temporary, 'kept') : resolve(keep);

async function compareSides(fixture: string, known: readonly string[]): Promise<string> {
  if (!known.includes(fixture)) return 'skipped: the base does not have it';
  const packages = await packagesOf(fixture);
  const python = findPython(...packages.map((name) => MODULES[name] ?? name));
  if (packages.length > 0 && python === null) return `skipped: needs python3 with ${packages.join(' and ')}`;
  const was = await runOnce(join(kept, commit, fixture), () => run(before, fixture, python));
  const is = await run(after, fixture, python);
  const [old, now] = [comparable(was), comparable(is)];
  const all = [
    ...differences(old.result, now.result, 'result'),
    ...differences(old.report, now.report, 'report'),
  ];
  return all.length === 0 ? 'same' : ['DIFFERENT', ...all.slice(0, MOST)].join('\n  ');
}

try {
  await mkdir(before);
  git('archive', '--output', `${before}.tar`, commit, ...SIDE);
  execFileSync('tar', ['-xf', `${before}.tar`, '-C', before]);
  for (const name of SIDE) {
    const filter = (path: string) => basename(path) !== '.conclusive';
    await cp(join(ROOT, name), join(after, name), { recursive: true, filter });
  }
  const known = await fixturesOf(before);
  const all = [...new Set([...known, ...(await fixturesOf(after))])];
  const chosen = all.filter((name) => only?.some((one) => `${name}/`.startsWith(`${one}/`)) ?? true);
  if (chosen.length === 0) throw new Error(`--only ${only?.join(' ')}: there are ${all.join(', ')}`);
  for (const fixture of chosen) {
    const outcome = await compareSides(fixture, known).catch((error: Error) => `FAILED ${error.message}`);
    console.log(`${fixture.padEnd(24)} ${outcome}`);
    if (!/^(?:same|skipped)/.test(outcome)) process.exitCode = 1;
  }
} finally {
  await rm(temporary, { recursive: true });
}
