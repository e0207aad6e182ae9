/**
 * Measures what each cross-check adds to the t test, for docs/contributing/statistics.md.
 *
 *   npx rolldown bench/cross-checks.ts --platform node --file node_modules/.cache/cross-checks.mjs --log-level silent
 *   node node_modules/.cache/cross-checks.mjs [--repetitions 4000]
 *
 * All rows see the same samples; only the cross-checks differ.
 */
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { sequentialLevels } from '../src/analysis/decide/levels.ts';
import { mean } from '../src/stats/describe.ts';
import { createRandom, type Random, randomNormal } from '../src/stats/random.ts';
import { bcaInterval } from '../test/support/bootstrap-intervals.ts';
import { DEFAULT, type Design, decideByLooks } from './calibration/design.ts';
import { ALPHA, createSample, type ResampledChecks, type Sample } from './calibration/sample.ts';

interface World {
  readonly name: string;
  draw(random: Random): readonly [number, number];
}

const difference = (name: string, draw: (random: Random) => number): World => ({
  name,
  draw: (random) => [0, draw(random)],
});

/** With few examples most pairs tie. */
const rightOn = (examples: number, chance: number) => (random: Random) => {
  let right = 0;
  for (let example = 0; example < examples; example++) if (random() < chance) right++;
  return right / examples;
};
const rare = rightOn(50, 0.98);

const WORLDS: readonly World[] = [
  difference('no difference: normal', randomNormal),
  difference('exponential − 1', (random) => -Math.log(1 - random()) - 1),
  difference('lognormal − its mean', (random) => Math.exp(randomNormal(random)) - Math.exp(0.5)),
  { name: '98 % right on 50 examples', draw: (random) => [rare(random), rare(random)] },
  difference('found: normal, 0.5 sd', (random) => 0.5 + randomNormal(random)),
];

type Change = (checks: ResampledChecks, sample: Sample, seeds: number) => ResampledChecks;

const withoutSignFlip: Change = (checks) => ({ ...checks, signFlip: null });
const withoutBootstrap: Change = (checks) => ({ ...checks, studentised: null });

const known = new WeakMap<Sample, Map<string, boolean>>();

/** An interval that includes zero counts as p = 1. */
function withBca(levelOf: (seeds: number) => number): Change {
  return (checks, sample, seeds) => {
    const level = 1 - levelOf(seeds);
    const asked = known.get(sample) ?? new Map<string, boolean>();
    known.set(sample, asked);
    const key = `${seeds} ${level}`;
    const differences = sample.differences(seeds);
    const objects = asked.get(key) ?? includesZero(differences, level);
    asked.set(key, objects);
    const [pValue, smallestAttainable] = objects ? [1, 0] : [0, 0];
    return {
      ...checks,
      signFlip: objects ? { pValue, exact: true, smallestAttainable } : checks.signFlip,
    };
  };
}

function includesZero(differences: readonly number[], level: number): boolean {
  const random = createRandom('BCa', ...differences);
  const { low, high } = bcaInterval(differences, mean, { level, resamples: 1000, random });
  return low <= 0 && high >= 0;
}

const LOOKS = DEFAULT.looks;

function levelAt(seeds: number): number {
  const look = LOOKS.indexOf(seeds);
  return sequentialLevels(LOOKS.slice(0, look + 1), LOOKS).difference(ALPHA);
}

const NONE: Change = (checks) => ({ ...checks, signFlip: null, studentised: null });
const then =
  (...changes: readonly Change[]): Change =>
  (checks, sample, seeds) =>
    changes.reduce((so, change) => change(so, sample, seeds), checks);

const DESIGNS: ReadonlyArray<readonly [string, Design]> = (
  [
    ['t test alone', NONE],
    ['+ sign flips', withoutBootstrap],
    ['+ studentised bootstrap', withoutSignFlip],
    [
      '+ BCa at 95 %',
      then(
        NONE,
        withBca(() => ALPHA),
      ),
    ],
    ['+ BCa at the level of the look', then(NONE, withBca(levelAt))],
    ['**+ sign flips and studentised (the program)**', (checks) => checks],
    ['+ all three, BCa at 95 %', withBca(() => ALPHA)],
    ['+ all three, BCa at the level of the look', withBca(levelAt)],
  ] as ReadonlyArray<readonly [string, Change]>
).map(([name, change]) => [
  name,
  { ...DEFAULT, crossChecks: (sample: Sample, seeds: number) => change(sample.checks(seeds), sample, seeds) },
]);

const PAIRS = LOOKS.at(-1) ?? 0;

function claims(world: World, repetitions: number): readonly number[] {
  const random = createRandom('cross-checks', world.name);
  const counts = DESIGNS.map(() => 0);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const pairs = Array.from({ length: PAIRS }, () => world.draw(random));
    const arms = { baseline: pairs.map(([one]) => one), candidate: pairs.map(([, other]) => other) };
    const sample = createSample(`${world.name} ${repetition}`, arms, 1);
    for (const [index, [, design]] of DESIGNS.entries()) {
      const { verdict } = decideByLooks(sample, design, null);
      if (verdict === 'improvement' || verdict === 'regression')
        counts[index] = (counts[index] as number) + 1;
    }
  }
  return counts;
}

const { values } = parseArgs({ options: { repetitions: { type: 'string', default: '200' } } });
const repetitions = Number(values.repetitions);
const cells = WORLDS.map((world) => claims(world, repetitions));
const cell = (count: number) => {
  const share = count / repetitions;
  const error = Math.sqrt((share * (1 - share)) / repetitions);
  return `${(100 * share).toFixed(1)} ± ${(100 * error).toFixed(1)}`;
};
console.log(
  markdownTable(
    [
      ['Claimed, in %', ...WORLDS.map(({ name }) => name)],
      ...DESIGNS.map(([name], index) => [name, ...cells.map((counts) => cell(counts[index] as number))]),
    ],
    { align: ['l', ...WORLDS.map(() => 'r')] },
  ),
);
