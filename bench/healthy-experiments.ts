/**
 * Counts what the checks say of 300 experiments in which nothing is wrong, ten of each of thirty kinds.
 *
 *   npx jiti bench/healthy-experiments.ts [KIND…] [--seed 0] [--keep FOLDER] [--show] [--write]
 *
 * bench/healthy/train.py trains them in one process, and the trainer's command of each experiment copies the results of a run.
 * --keep trains into a folder, or reads one that was kept; with --judged it reads the results there too. --show prints every
 * alarm. Exits with 1 if more than one in ten carries an alarm that is not true. Needs python3 with scikit-learn.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { stringify } from 'yaml';
import { replacePart } from '../scripts/generated-files.ts';
import type { Check } from '../src/checks/check.ts';
import { CHECKS } from '../src/checks/registry.ts';
import { runExperiment } from '../src/experiment.ts';
import { binomialInterval } from '../src/stats/estimates/binomial-interval.ts';
import { compareAlone } from './compare-alone.ts';

const { values: options, positionals } = parseArgs({
  options: {
    seed: { type: 'string', default: '0' },
    keep: { type: 'string' },
    judged: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const MOST_FALSE = 0.1;
const TRAIN = 'bench/healthy/train.py';
const DOCS = 'docs/contributing/check-calibration.md';

/** As bench/healthy/train.py writes it. */
interface Described {
  readonly metrics: string;
  readonly config: Record<string, unknown>;
  /** Parameters of both arms, the baseline first. */
  readonly arms: Record<string, Record<string, unknown>>;
  readonly seeds: number;
  /** Checks whose alarm is true by construction. */
  readonly true: readonly string[];
}

interface Told {
  readonly kind: string;
  readonly checks: readonly Check[];
  readonly true: readonly string[];
}

async function told(folder: string, kind: string): Promise<Told> {
  const described: Described = JSON.parse(await readFile(join(folder, 'experiment.json'), 'utf8'));
  const table = join(folder, 'table.csv');
  const judged = join(folder, '.conclusive', 'result.json');
  if (options.judged && existsSync(judged))
    return { kind, checks: JSON.parse(await readFile(judged, 'utf8')).checks, true: described.true };
  const { result } = existsSync(table)
    ? await compareAlone({ files: [table], baseline: 'plain', metrics: ['accuracy'] })
    : await run(folder, described);
  return { kind, checks: result.checks, true: described.true };
}

async function run(folder: string, { metrics, config, arms, seeds }: Described) {
  const [[baseline, shared], [variant, params]] = Object.entries(arms) as [Arm, Arm];
  const isFolded = 'folds' in config;
  const results = isFolded ? '{repeat}-{fold}' : '{seed}';
  const experiment = {
    // Checks read the program, and the shell copies what it would write.
    trainer: {
      command: `sh -c 'cp -R "$1"/. "$2"' train.py ${folder}/results/{params.arm}/${results} {run_dir}`,
    },
    params: { arm: baseline, ...shared },
    models: { variants: [{ name: variant, params: { arm: variant, ...params } }] },
    ...(isFolded ? {} : { seeds }),
    ...config,
  };
  await writeFile(join(folder, 'conclusive.yml'), `${stringify(experiment)}metrics: ${metrics}\n`);
  return runExperiment({ repository: folder, config: 'conclusive.yml', parallel: 1 });
}
type Arm = [name: string, params: Record<string, unknown>];

/** One row of the table: experiments, not models, are counted. */
function rowOf(id: string, all: readonly Told[]): readonly string[] {
  const rows = all.map((one) => ({ ...one, checks: one.checks.filter((check) => check.id === id) }));
  const count = (is: (one: Told) => boolean) => rows.filter(is).length;
  const has = (status: Check['status']) => (one: Told) => one.checks.some((check) => check.status === status);
  const counts = [
    count(({ checks }) => checks.some(({ status }) => status !== 'not-checked')),
    count(has('fail')),
    count(has('warn')),
    count((one) => falseAlarms(one).length > 0),
    count(has('advice')),
  ];
  return [`\`${id}\``, ...counts.map(String)];
}

function falseAlarms({ checks, true: known }: Told): readonly Check[] {
  return checks.filter(({ id, status }) => (status === 'warn' || status === 'fail') && !known.includes(id));
}

function report(all: readonly Told[]): string {
  const rows = CHECKS.map(({ id }) => rowOf(id, all));
  const speaks = (row: readonly string[]) => row.slice(2).some((count) => count !== '0');
  const silent = rows.filter((row) => !speaks(row) && row[1] !== '0').map(([, made]) => Number(made));
  const unmade = rows.filter(([, made]) => made === '0').map(([name]) => name);
  const alarmed = all.filter((one) => falseAlarms(one).length > 0);
  const { low, high } = binomialInterval(alarmed.length, all.length);
  const share = (value: number) => `${(100 * value).toFixed(1)} %`;
  const part = [
    markdownTable([['Check', 'Checked', 'Failed', 'Warned', 'Not true', 'Advised'], ...rows.filter(speaks)]),
    '',
    `In ${alarmed.length} of ${all.length} experiments, a check raises an untrue alarm: ${share(alarmed.length / all.length)} (95 % CI ${share(low)} to ${share(high)}).`,
    '',
    `${silent.length} other checks are silent in the ${Math.min(...silent)} to ${Math.max(...silent)} experiments that they checked. Never made: ${unmade.join(', ')}.`,
  ].join('\n');
  if (alarmed.length > MOST_FALSE * all.length) process.exitCode = 1;
  return part;
}

function show({ kind, checks, true: known }: Told): void {
  for (const { id, model, status, message } of checks)
    if (status === 'fail' || status === 'warn')
      console.error(`${kind}: ${status} ${id}${known.includes(id) ? ', true' : ''}: ${model}: ${message}`);
}

function train(folder: string): void {
  const kinds = positionals.length === 0 ? [] : ['--kinds', ...positionals];
  execFileSync('python3', [TRAIN, folder, '--seed', options.seed, ...kinds], { stdio: 'inherit' });
}

const folder = options.keep ?? (await mkdtemp(join(tmpdir(), 'healthy-')));
try {
  if (options.keep === undefined || !existsSync(folder)) train(folder);
  const all: Told[] = [];
  for (const kind of (await readdir(folder)).sort()) {
    if (positionals.length > 0 && !positionals.includes(kind)) continue;
    for (const repetition of (await readdir(join(folder, kind))).sort())
      all.push(await told(join(folder, kind, repetition), kind));
    console.error(kind);
    if (options.show) for (const one of all) if (one.kind === kind) show(one);
  }
  const part = report(all);
  if (options.write)
    await writeFile(DOCS, replacePart(await readFile(DOCS, 'utf8'), 'healthy-experiments', part));
  else console.log(part);
} finally {
  if (options.keep === undefined) await rm(folder, { recursive: true, force: true });
}
