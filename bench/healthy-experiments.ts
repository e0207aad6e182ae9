/**
 * Measures how often each check, and any check, alarms in healthy experiments.
 *
 *   npx rolldown bench/healthy-experiments.ts --platform node --file node_modules/.cache/healthy.mjs --log-level silent
 *   node node_modules/.cache/healthy.mjs [--repetitions 100] [--streams NAME] [--world PART-OF-A-NAME] [--write]
 *   node node_modules/.cache/healthy.mjs --world regression --keep FILE, and then FILE… [--write]: in parts, by world or streams
 *
 * In half of them the variant is better. Exits with 1 if a rate exceeds its limit (5 % per check, 10 % for any) by two standard
 * errors. --show prints every alarm.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { replacePart } from '../scripts/generated-files.ts';
import { CHECKS } from '../src/checks/registry.ts';
import { runChecks } from '../src/checks/run-checks.ts';
import { configOf, train } from './healthy/experiment.ts';
import { WORLDS } from './healthy/worlds.ts';

const { values: options, positionals: files } = parseArgs({
  options: {
    repetitions: { type: 'string', default: '100' },
    streams: { type: 'string', default: 'healthy' },
    world: { type: 'string', default: '' },
    keep: { type: 'string' },
    show: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const SIZES = [6, 10, 25];
const ANY = 'any';
const LIMITS = { each: 0.05, any: 0.1 };

/** Counts checks made, and alarms for any model. */
interface Counts {
  readonly world: string;
  readonly pairs: number;
  readonly repetitions: number;
  readonly made: Record<string, number>;
  readonly alarms: Record<string, number>;
}

async function countAlarms(world: (typeof WORLDS)[number]): Promise<Counts[]> {
  const repetitions = Number(options.repetitions);
  const { checks } = configOf(world);
  const counts = SIZES.map(
    (pairs): Counts => ({ world: world.name, pairs, repetitions, made: {}, alarms: {} }),
  );
  const add = (tally: Record<string, number>, id: string) => {
    tally[id] = (tally[id] ?? 0) + 1;
  };
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const after = train(world, options.streams, repetition);
    for (const { pairs, made, alarms } of counts) {
      const found = runChecks(CHECKS, await after(pairs), checks);
      const alarming = found.filter(({ status }) => status === 'warn' || status === 'fail');
      if (options.show)
        for (const { id, message } of alarming) console.error(world.name, repetition, pairs, id, message);
      for (const id of new Set(found.flatMap(({ id, status }) => (status === 'not-checked' ? [] : id))))
        add(made, id);
      for (const id of new Set(alarming.map((one) => one.id))) add(alarms, id);
      if (alarming.length > 0) add(alarms, ANY);
    }
  }
  return counts;
}

/** Highest rate of the worlds, with its standard error. */
function cell(all: readonly Counts[], id: string): { readonly text: string; readonly isAbove: boolean } {
  if (id !== ANY && all.every(({ made }) => made[id] === undefined))
    return { text: 'not made', isAbove: false };
  const rates = all.map(({ world, repetitions, alarms }) => ({
    world,
    repetitions,
    rate: (alarms[id] ?? 0) / repetitions,
  }));
  const worst = rates.reduce((high, next) => (next.rate > high.rate ? next : high));
  if (worst.rate === 0) return { text: '0', isAbove: false };
  const error = Math.sqrt((worst.rate * (1 - worst.rate)) / worst.repetitions);
  const limit = id === ANY ? LIMITS.any : LIMITS.each;
  return {
    text: `${(100 * worst.rate).toFixed(1)} ± ${(100 * error).toFixed(1)} (${worst.world})`,
    isAbove: worst.rate - 2 * error > limit,
  };
}

function table(counts: readonly Counts[]): string {
  const silent: string[] = [];
  const rows = [...CHECKS.map(({ id }) => id), ANY].flatMap((id) => {
    const cells = SIZES.map((pairs) =>
      cell(
        counts.filter((one) => one.pairs === pairs),
        id,
      ),
    );
    if (cells.some(({ isAbove }) => isAbove)) {
      console.error(`${id} is above its limit`);
      process.exitCode = 1;
    }
    const name = id === ANY ? '**any check, in an experiment**' : `\`${id}\``;
    if (cells.every(({ text }) => text === '0')) silent.push(name);
    const isTold = cells.some(({ text }) => /[1-9]/.test(text));
    return isTold ? [[name, ...cells.map(({ text }) => text)]] : [];
  });
  const repetitions = Math.min(...counts.map((one) => one.repetitions));
  const worlds = new Set(counts.map(({ world }) => world)).size;
  return [
    markdownTable([['Check', ...SIZES.map((pairs) => `${pairs} pairs, %`)], ...rows]),
    '',
    `The highest of ${worlds} kinds of experiments, ${repetitions} of each, with its standard error. These never alarmed: ${silent.join(', ')}.`,
  ].join('\n');
}

function merge(parts: readonly Counts[]): Counts[] {
  const merged = new Map<string, Counts>();
  const sum = (one: Counts['made'], other: Counts['made']) =>
    Object.fromEntries(
      [...new Set([...Object.keys(one), ...Object.keys(other)])].map((id) => [
        id,
        (one[id] ?? 0) + (other[id] ?? 0),
      ]),
    );
  for (const part of parts) {
    const key = `${part.world} ${part.pairs}`;
    const known = merged.get(key);
    const whole = known && {
      ...known,
      repetitions: known.repetitions + part.repetitions,
      made: sum(known.made, part.made),
      alarms: sum(known.alarms, part.alarms),
    };
    merged.set(key, whole ?? part);
  }
  return [...merged.values()];
}

let counts: Counts[] = [];
for (const file of files) counts.push(...JSON.parse(await readFile(file, 'utf8')));
if (files.length === 0)
  for (const world of WORLDS.filter(({ name }) => name.includes(options.world))) {
    counts = [...counts, ...(await countAlarms(world))];
    console.error(world.name);
  }
if (options.keep !== undefined) await writeFile(options.keep, JSON.stringify(counts));
const part = table(merge(counts));
if (options.write)
  await writeFile(
    'docs/contributing/check-calibration.md',
    replacePart(
      await readFile('docs/contributing/check-calibration.md', 'utf8'),
      'healthy-experiments',
      part,
    ),
  );
else console.log(part);
