/**
 * Measures false alarms when pairs are added to an undecided comparison and over a pull request's pushes, for
 * docs/contributing/statistics.md: `npx jiti bench/continuing.ts [--repetitions 20000]`, some two minutes.
 */
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { continueDesign, continuedLooks } from '../src/analysis/decide/continuing.ts';
import { type Levels, sequentialLevels } from '../src/analysis/decide/levels.ts';
import { normaliseSeeds } from '../src/config/file/normalise.ts';
import { DEFAULT_SEEDS } from '../src/config/schema/schema.ts';
import { shareOfPush } from '../src/experiment/history/go-on.ts';
import { planLooks } from '../src/plan/runs/plan-looks.ts';
import type { Tested } from '../src/records/store/tested.ts';
import { createRandom, type Random, randomNormal } from '../src/stats/random.ts';
import { pairedT } from '../src/stats/tests/paired-t.ts';

const { values } = parseArgs({ options: { repetitions: { type: 'string', default: '20000' } } });
const REPETITIONS = Number(values.repetitions);
const ALPHA = 0.05;
const DEFAULT_LOOKS = planLooks(normaliseSeeds(DEFAULT_SEEDS));

/** Pairs to add; null to give up. */
type Next = (round: number, pairs: number, pValue: number) => number | null;

interface Case {
  readonly name: string;
  readonly first: readonly number[];
  readonly rounds: number;
  readonly more: Next;
}

const CASES: readonly Case[] = [
  { name: '25 pairs, then 5 more each time', first: [25], rounds: 5, more: () => 5 },
  { name: '6 to 25 pairs, then 5 more each time', first: DEFAULT_LOOKS, rounds: 5, more: () => 5 },
  { name: '6 to 25 pairs, then twice as many', first: DEFAULT_LOOKS, rounds: 3, more: (_, pairs) => pairs },
  {
    name: '6 to 25 pairs, then 2 more while p < 0.2',
    first: DEFAULT_LOOKS,
    rounds: 10,
    more: (_, __, pValue) => (pValue < 0.2 ? 2 : null),
  },
  {
    name: '6 to 25 pairs, then the fewer the smaller p is (2, 10 or 25)',
    first: DEFAULT_LOOKS,
    rounds: 3,
    more: (_, __, pValue) => (pValue < 0.1 ? 2 : pValue < 0.3 ? 10 : 25),
  },
];

const plans = new Map<string, Levels>();

function levelsOf(counts: readonly number[], looks: readonly number[], tested: Tested): Levels {
  const key = JSON.stringify([counts, looks, tested]);
  const levels = plans.get(key) ?? sequentialLevels(counts, looks, tested);
  if (!plans.has(key)) plans.set(key, { ...levels, difference: once(levels.difference) });
  return plans.get(key) as Levels;
}

function once(level: Levels['difference']): Levels['difference'] {
  let known: number | undefined;
  return (alpha) => {
    known ??= level(alpha);
    return known;
  };
}

/** @returns the round of the first false alarm, 0 for the first design; Infinity for none */
function alarmAt({ first, rounds, more }: Case, random: Random, isAnew: boolean): number {
  const sample: number[] = [];
  let tested: Tested | undefined;
  let planned: readonly number[] = first;
  for (let round = 0; ; round++) {
    const looks = continuedLooks(planned, tested === undefined ? [] : [tested]);
    const shares = continueDesign(looks, 1, tested);
    const taken = [...shares.looks];
    let pValue = 1;
    for (const [look, pairs] of looks.entries()) {
      if (pairs <= sample.length) continue;
      while (sample.length < pairs) sample.push(randomNormal(random));
      ({ pValue } = pairedT(sample));
      const levels = levelsOf(looks.slice(0, look + 1), looks, shares);
      if (pValue <= (isAnew && round > 0 ? ALPHA : levels.difference(ALPHA))) return round;
      taken.push({ seeds: pairs, pairs, spent: levels.spent });
    }
    tested = { looks: taken, design: shares.design };
    const added = round < rounds ? more(round, sample.length, pValue) : null;
    if (added === null) return Infinity;
    planned = [sample.length + added];
  }
}

function percent(count: number): string {
  const share = count / REPETITIONS;
  const error = Math.sqrt((share * (1 - share)) / REPETITIONS);
  return `${(100 * share).toFixed(1)} ± ${(100 * error).toFixed(1)} %`;
}

function falseAlarmsOfGoingOn(): string[][] {
  const rows = [['What is trained', 'Tested', 'first design', 'after one more', 'after all']];
  for (const each of CASES) {
    for (const isAnew of [true, false]) {
      const random = createRandom('going on', each.name);
      const alarms = [0, 0, 0];
      for (let repetition = 0; repetition < REPETITIONS; repetition++) {
        const round = alarmAt(each, random, isAnew);
        [0, 1, each.rounds].forEach((upTo, column) => {
          if (round <= upTo) alarms[column] = (alarms[column] as number) + 1;
        });
      }
      rows.push([each.name, isAnew ? 'at 0.05 anew' : 'at what is left', ...alarms.map(percent)]);
    }
  }
  return rows;
}

/** Ten pushes without changes share the baseline's runs. */
function falseAlarmsOfPushes(): string[][] {
  const pushes = 10;
  const counts = [1, 2, 3, 5, 10];
  const rows = [
    ['Runs of the pushes', 'alpha', ...counts.map((count) => `${count} push${count > 1 ? 'es' : ''}`)],
  ];
  for (const [name, shared] of [
    ['independent of each other', 0],
    ['half of their variance the same', 0.5],
  ] as const) {
    for (const isShared of [false, true]) {
      const random = createRandom('pushes', name);
      const alarms = counts.map(() => 0);
      for (let repetition = 0; repetition < REPETITIONS; repetition++) {
        const first = firstPush(random, pushes, shared, (push) =>
          isShared ? shareOfPush(ALPHA, push) : ALPHA,
        );
        counts.forEach((count, index) => {
          if (first <= count) alarms[index] = (alarms[index] as number) + 1;
        });
      }
      rows.push([name, isShared ? 'per pull request' : 'per comparison', ...alarms.map(percent)]);
    }
  }
  return rows;
}

/** @returns the first push with a false alarm, from 1; Infinity for none */
function firstPush(
  random: Random,
  pushes: number,
  shared: number,
  alphaOf: (push: number) => number,
): number {
  const pairs = DEFAULT_LOOKS.at(-1) as number;
  const draw = () => Array.from({ length: pairs }, () => randomNormal(random));
  const [baseline, common] = [draw(), draw()];
  let first = Infinity;
  for (let push = 1; push <= pushes; push++) {
    const own = draw();
    const differences = own.map(
      (value, seed) =>
        Math.sqrt(shared) * (common[seed] as number) +
        Math.sqrt(1 - shared) * value -
        (baseline[seed] as number),
    );
    const isAlarm = DEFAULT_LOOKS.some(
      (seeds, look) => pairedT(differences.slice(0, seeds)).pValue <= levelOfPush(look, alphaOf(push)),
    );
    if (isAlarm && push < first) first = push;
  }
  return first;
}

const levelsOfPushes = new Map<string, number>();

function levelOfPush(look: number, alpha: number): number {
  const key = `${look} ${alpha}`;
  const level =
    levelsOfPushes.get(key) ??
    sequentialLevels(DEFAULT_LOOKS.slice(0, look + 1), DEFAULT_LOOKS).difference(alpha);
  levelsOfPushes.set(key, level);
  return level;
}

const repetitions = REPETITIONS.toLocaleString('en');
for (const [title, rows] of [
  [
    `False alarms when pairs are added to what was not decided (${repetitions} repetitions)`,
    falseAlarmsOfGoingOn(),
  ],
  [
    `At least one false alarm among the pushes of a pull request (${repetitions} repetitions)`,
    falseAlarmsOfPushes(),
  ],
] as const) {
  console.log(`\n${title}:\n\n${markdownTable(rows)}`);
}
