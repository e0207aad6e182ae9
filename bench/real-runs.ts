/**
 * Measures false alarms on real results: both arms are drawn from one file of one program's results.
 *
 *   npx rolldown bench/real-runs.ts --platform node --file node_modules/.cache/real-runs.mjs --log-level silent
 *   node node_modules/.cache/real-runs.mjs FILE… [--repetitions 10000]
 *
 * A file has one number per line. docs/contributing/calibration.md uses 192 final performances each of SAC and TD3 on
 * HalfCheetah-v2 from Colas, Sigaud and Oudeyer, "A Hitchhiker's Guide to Statistical Comparisons of Reinforcement Learning
 * Algorithms" (2019): data/sac_hc_final_perfs.txt and data/td3_hc_final_perfs.txt of flowersteam/rl_stats, not included here.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { standardDeviation } from '../src/stats/describe.ts';
import { type Random, randomInteger } from '../src/stats/random.ts';
import { DIRECTED_PROCEDURES, PEEKING } from './calibration/procedures.ts';
import { MARGIN, simulate } from './calibration/study.ts';
import { percent } from './calibration/tables.ts';
import { claims } from './calibration/tally.ts';
import { PAIRS, type World } from './calibration/worlds.ts';

const { values: options, positionals } = parseArgs({
  options: { repetitions: { type: 'string', default: '10000' } },
  allowPositionals: true,
});
const PROCEDURES = [...DIRECTED_PROCEDURES, PEEKING];

async function readWorld(path: string): Promise<World> {
  const results = (await readFile(path, 'utf8')).split(/\s+/).filter(Boolean).map(Number);
  const odd = results.findIndex((value) => !Number.isFinite(value));
  if (results.length < 2 || odd >= 0)
    throw new Error(
      `${path}: requires at least two numbers, one a line${odd < 0 ? '' : `, found no number at ${odd + 1}`}`,
    );
  const draw = (random: Random) => results[randomInteger(random, results.length)] as number;
  return {
    name: `${basename(path)} (${results.length} runs)`,
    exchangeable: true,
    deviation: Math.SQRT2 * standardDeviation(results),
    draw: (random) => ({
      baseline: Array.from({ length: PAIRS }, () => draw(random)),
      candidate: Array.from({ length: PAIRS }, () => draw(random)),
    }),
  };
}

const repetitions = Number(options.repetitions);
const rows: string[][] = [];
for (const path of positionals) {
  const world = await readWorld(path);
  const cell = simulate(
    { world, effect: 0, margin: MARGIN, repetitions, costlyRepetitions: repetitions },
    PROCEDURES,
  );
  rows.push([world.name, ...PROCEDURES.map(({ name }) => percent(claims(cell.get(name) ?? [])))]);
}
console.log(
  markdownTable([['Results', ...PROCEDURES.map(({ name }) => name)], ...rows], {
    align: ['l', 'r', 'r', 'r', 'r'],
  }),
);
