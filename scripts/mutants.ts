/**
 * Which share of small faults the quick tests find: puts one fault after another into `src` and runs the tests that import the
 * file, the file's own test first. The faults are drawn at equal distances over all places in the order of their paths, so that
 * every folder has its share. A fault counts as found when a test fails that passes without it.
 *
 *     npm run mutants -- --count 50 --seed 1
 *
 * Works in a clean checkout only, since it edits files of `src`; each is restored after its fault.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { parseAst } from 'rolldown/parseAst';
import { createRandom } from '../src/stats/random.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What stands there, and what stands there instead. */
const OPERATORS: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '&&': '||',
  '||': '&&',
  '??': '&&',
};

interface Fault {
  /** Path below the repository, with `/`. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Every place of a file where one small fault can be put. */
function faultsOf(file: string, source: string): Fault[] {
  const found: Fault[] = [];
  const visit = (node: Node): void => {
    // Types are erased before a test runs.
    if (node.type.startsWith('TS') && !/^TS(AsExpression|NonNull|Satisfies)/.test(node.type)) return;
    if (node.type === 'ImportDeclaration') return;
    if (node.type === 'BinaryExpression' || node.type === 'LogicalExpression') {
      const { left, right, operator } = node as unknown as { left: Node; right: Node; operator: string };
      const other = OPERATORS[operator];
      const at = source.indexOf(operator, left.end);
      if (other !== undefined && at >= 0 && at < right.start)
        found.push({ file, start: at, end: at + operator.length, text: other });
    }
    if (node.type === 'Literal' && typeof node.value === 'boolean')
      found.push({ file, start: node.start, end: node.end, text: String(!node.value) });
    if (node.type === 'Literal' && typeof node.value === 'number')
      found.push({ file, start: node.start, end: node.end, text: String(node.value + 1) });
    if (node.type === 'UnaryExpression' && node.operator === '!')
      found.push({ file, start: node.start, end: node.start + 1, text: '' });
    if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') {
      const { start, end } = node.test as Node;
      found.push({ file, start, end, text: `!(${source.slice(start, end)})` });
    }
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child);
    }
  };
  visit(parseAst(source, { lang: 'ts' }) as unknown as Node);
  return found;
}

async function drawFaults(count: number, seed: string): Promise<Fault[]> {
  const files = (await readdir(join(ROOT, 'src'), { recursive: true })).filter((file) =>
    file.endsWith('.ts'),
  );
  const all: Fault[] = [];
  for (const file of files.map((path) => `src/${path.split(sep).join('/')}`).sort())
    all.push(...faultsOf(file, await readFile(join(ROOT, file), 'utf8')));
  const step = all.length / count;
  const offset = createRandom('mutants', seed)();
  return Array.from({ length: count }, (_, index) => all[Math.floor((index + offset) * step)] as Fault);
}

interface Failure {
  /** Test file, below the repository. */
  readonly file: string;
  readonly message: string;
}

/** The first test file that fails, or null if all pass. */
async function firstFailure(args: readonly string[]): Promise<Failure | null> {
  const folder = await mkdtemp(join(tmpdir(), 'mutants-'));
  try {
    const file = join(folder, 'report.json');
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
    const options = ['--project', 'quick', '--bail', '1', '--reporter', 'json', '--outputFile', file];
    const { status, stderr } = spawnSync(
      process.execPath,
      [vitest, ...args, ...options, '--passWithNoTests'],
      {
        cwd: ROOT,
        encoding: 'utf8',
        // A fault may make a loop endless, which no time limit of a test ends.
        timeout: 15 * 60_000,
        killSignal: 'SIGKILL',
      },
    );
    if (status === 0) return null;
    if (!existsSync(file))
      return { file: '', message: status === null ? 'ended by its time limit' : stderr.slice(-300) };
    const { testResults } = JSON.parse(await readFile(file, 'utf8')) as {
      testResults: {
        name: string;
        status: string;
        message: string;
        assertionResults: { status: string; fullName: string }[];
      }[];
    };
    const failed = testResults.find(({ status }) => status === 'failed');
    if (failed === undefined) return { file: '', message: stderr.slice(-300) };
    const test = failed.assertionResults.find(({ status }) => status === 'failed');
    return {
      file: relative(ROOT, failed.name).split(sep).join('/'),
      message: test?.fullName ?? failed.message,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function isFound(fault: Fault): Promise<Failure | null> {
  const path = join(ROOT, fault.file);
  const source = readFileSync(path, 'utf8');
  const own = fault.file.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');
  const restore = () => writeFileSync(path, source);
  process.once('exit', restore);
  let failure: Failure | null = null;
  try {
    writeFileSync(path, source.slice(0, fault.start) + fault.text + source.slice(fault.end));
    if (existsSync(join(ROOT, own))) failure = await firstFailure(['run', own]);
    failure ??= await firstFailure(['related', '--run', fault.file]);
  } finally {
    restore();
    process.off('exit', restore);
  }
  // A test that fails without the fault, too, has not found it.
  if (failure === null || failure.file === '') return failure;
  return (await firstFailure(['run', failure.file])) === null ? failure : null;
}

const program = new Command()
  .option('--count <n>', 'faults', Number, 50)
  .option('--seed <text>', 'seed of the draw', '1')
  .option('--show', 'show the faults only');
const { count, seed, show } = program.parse().opts<{ count: number; seed: string; show?: boolean }>();

const faults = await drawFaults(count, seed);
let found = 0;
for (const fault of faults) {
  const source = readFileSync(join(ROOT, fault.file), 'utf8');
  const line = source.slice(0, fault.start).split('\n').length;
  const what = `${fault.file}:${line} ${source.slice(fault.start, fault.end)} -> ${fault.text === '' ? 'nothing' : fault.text}`;
  if (show === true) {
    console.log(what);
    continue;
  }
  const failure = await isFound(fault);
  if (failure !== null) found++;
  console.log(
    failure === null
      ? `SURVIVES ${what}`
      : `found    ${what} by ${failure.file}: ${failure.message.split('\n')[0]}`,
  );
}
if (show !== true) console.log(`${found} of ${count} found`);
