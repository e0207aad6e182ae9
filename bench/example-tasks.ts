/**
 * Trains examples/tasks under many seeds, and prints the differences on each of its tasks.
 *
 *   npx jiti bench/example-tasks.ts [--seeds 40] [--write]
 *
 * Uses dist, as a user does, or the build in CONCLUSIVE_DIST. --write puts the table into the README of the example.
 */
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { replacePart } from '../scripts/generated-files.ts';
import { isConstant, mean } from '../src/stats/describe.ts';
import { pairedT } from '../src/stats/tests/paired-t.ts';
import type { ExperimentResult } from '../src/verdict/result.ts';

const { values: options } = parseArgs({
  options: { seeds: { type: 'string', default: '40' }, write: { type: 'boolean', default: false } },
});
const README = 'examples/tasks/README.md';
const METRIC = 'accuracy';

type Values = NonNullable<ExperimentResult['tasks']>['results'][number]['values'];

function difference(values: Values, variant: string): readonly number[] {
  const of = (model: string) =>
    new Map((values[model]?.[METRIC] ?? []).map(({ seed, value }) => [seed, value]));
  const baseline = of('baseline');
  return [...of(variant)].map(([seed, value]) => 100 * (value - (baseline.get(seed) as number)));
}

function show(differences: readonly number[]): string {
  if (isConstant(differences)) return String(differences[0]);
  const { mean: middle, standardError } = pairedT(differences);
  const sign = middle < 0 ? '−' : '+';
  return `${sign}${Math.abs(middle).toFixed(2)} ± ${standardError.toFixed(2)}`;
}

const folder = await mkdtemp(join(tmpdir(), 'example-tasks-'));
try {
  await cp('examples/tasks', folder, { recursive: true });
  execFileSync(
    process.execPath,
    [resolve(process.env.CONCLUSIVE_DIST ?? 'dist', 'cli.js'), 'run', '--seeds', options.seeds],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const { tasks, models }: ExperimentResult = JSON.parse(
    await readFile(join(folder, '.conclusive/result.json'), 'utf8'),
  );
  const variants = models.map(({ name }) => name).filter((name) => name !== 'baseline');
  const byTask = (tasks?.results ?? []).map(({ task, values }) => ({
    task,
    baseline: mean((values.baseline?.[METRIC] ?? []).map(({ value }) => 100 * value)),
    differences: variants.map((variant) => difference(values, variant)),
  }));
  const means = variants.map((_, at) => {
    const own = byTask.map(({ differences }) => differences[at] ?? []);
    return (own[0] ?? []).map((_, seed) => mean(own.map((values) => values[seed] as number)));
  });
  const table = markdownTable([
    ['Task', 'Baseline', ...variants.map((name) => `\`${name}\``)],
    ...byTask.map((one) => [one.task, one.baseline.toFixed(1), ...one.differences.map(show)]),
    ['all', mean(byTask.map(({ baseline }) => baseline)).toFixed(1), ...means.map(show)],
  ]);
  process.stdout.write(`${table}\n`);
  if (options.write)
    await writeFile(README, replacePart(await readFile(README, 'utf8'), 'differences', table));
} finally {
  await rm(folder, { recursive: true, force: true });
}
