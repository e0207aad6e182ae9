/**
 * Trains examples/tasks under many seeds, and prints the differences on each of its tasks.
 *
 *   npx jiti bench/example-tasks.ts [--seeds 40] [--write]
 *
 * Uses dist, as a user does, or the build in CONCLUSIVE_DIST. --write puts the table into the README of the example.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { replacePart } from '../scripts/generated-files.ts';
import { isConstant, mean } from '../src/stats/describe.ts';
import { pairedT } from '../src/stats/tests/paired-t.ts';
import type { ExperimentResult } from '../src/verdict/result.ts';
import { trainExample } from './tasks/train-example.ts';

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

const { tasks, models } = await trainExample(Number(options.seeds));
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
if (options.write) await writeFile(README, replacePart(await readFile(README, 'utf8'), 'differences', table));
