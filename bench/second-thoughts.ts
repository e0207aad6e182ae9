/**
 * Measures false alarms of whoever tries several designs on the same runs and keeps the best, for
 * docs/contributing/statistics.md: `npx jiti bench/second-thoughts.ts [--experiments 600]`, some five minutes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { createRandom, randomNormal } from '../src/stats/random.ts';
import { judgeOnPaper } from '../test/experiment/history/paper-experiment.ts';

const { values } = parseArgs({ options: { experiments: { type: 'string', default: '600' } } });
const EXPERIMENTS = Number(values.experiments);
/** The designs that are tried, and how many of them. */
const COUNTS = [1, 2, 4, 8];

interface Design {
  readonly metric: string;
  readonly seeds: number;
  readonly alpha: number;
}

/** Other metrics first, because these give the most. */
const DESIGNS: readonly Design[] = [
  { metric: 'a', seeds: 8, alpha: 0.05 },
  { metric: 'b', seeds: 8, alpha: 0.05 },
  { metric: 'a', seeds: 12, alpha: 0.05 },
  { metric: 'c', seeds: 12, alpha: 0.05 },
  { metric: 'd', seeds: 12, alpha: 0.05 },
  { metric: 'a', seeds: 16, alpha: 0.05 },
  { metric: 'e', seeds: 16, alpha: 0.05 },
  { metric: 'a', seeds: 16, alpha: 0.1 },
];

function configOf({ metric, seeds, alpha }: Design, isAllowed: boolean): string {
  return `trainer: { command: train }
models: { baseline: {}, variants: [{ name: head }] }
metrics: [{ name: ${metric}, direction: maximize }]
seeds: ${seeds}
alpha: ${alpha}
${isAllowed ? 'verdict: { changed-design: allow }' : ''}`;
}

/** @returns the first design with a difference, from 1; Infinity for none */
async function alarmAt(experiment: number, isAllowed: boolean): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'second-thoughts-'));
  try {
    for (const [index, design] of DESIGNS.entries()) {
      const { verdict } = await judgeOnPaper({
        folder,
        config: configOf(design, isAllowed),
        value: (code, seed, metric) =>
          randomNormal(createRandom('second thoughts', experiment, code, seed, metric)),
      });
      if (verdict === 'improvement' || verdict === 'regression') return index + 1;
    }
    return Infinity;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function rowOf(name: string, isAllowed: boolean): Promise<string[]> {
  const alarms: number[] = [];
  for (let experiment = 0; experiment < EXPERIMENTS; experiment++)
    alarms.push(await alarmAt(experiment, isAllowed));
  const shares = COUNTS.map((count) => alarms.filter((at) => at <= count).length / EXPERIMENTS);
  return [
    name,
    ...shares.map((share) => {
      const error = Math.sqrt((share * (1 - share)) / EXPERIMENTS);
      return `${(100 * share).toFixed(1)} ± ${(100 * error).toFixed(1)}`;
    }),
  ];
}

const header = ['Best of', ...COUNTS.map((count) => (count === 1 ? '1 design' : `${count} designs`))];
const rows = [await rowOf('allow', true), await rowOf('inconclusive', false)];
process.stdout.write(`${markdownTable([header, ...rows])}\n`);
