/**
 * Measures false alarms of checks on curves, spreads and failures, for docs/contributing/check-calibration.md.
 *
 *   npx rolldown bench/check-false-alarms.ts --platform node --file node_modules/.cache/check-false-alarms.mjs --log-level silent
 *   node node_modules/.cache/check-false-alarms.mjs [--repetitions 1000] [--streams NAME] [--write]
 *
 * Both arms are equal, and curves are the hardest the limits allow: validation loss falls for half of the epochs and then stays
 * flat. New checks of these topics get rows automatically.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { replacePart } from '../scripts/generated-files.ts';
import { setupOf } from '../src/checks/evidence.ts';
import { CHECKS } from '../src/checks/registry.ts';
import { runChecks } from '../src/checks/run-checks.ts';
import type { RunRecord } from '../src/records/record.ts';
import { createRandom, type Random, randomNormal } from '../src/stats/random.ts';
import { curves, record } from '../test/checks/records.ts';
import { parseConfig } from '../test/support/parse-config.ts';
import { DEFAULT, type Design, decideByLooks, fixedDesign } from './calibration/design.ts';
import { ALPHA, createSample, METRIC, VARIANT } from './calibration/sample.ts';
import { PAIRS, WORLDS, type World } from './calibration/worlds.ts';
import { CHECK_WORLDS } from './check-worlds.ts';

const { values: options } = parseArgs({
  options: {
    repetitions: { type: 'string', default: '1000' },
    streams: { type: 'string', default: 'check-false-alarms' },
    write: { type: 'boolean', default: false },
  },
});
const REPETITIONS = Number(options.repetitions);
const EPOCHS = 20;
/** Share of an epoch's deviation from the mean curve that remains one epoch later. */
const MEMORY = 0.7;
const FAILING = 0.1;

const DESIGNS: Readonly<Record<string, Design>> = {
  '6 pairs': fixedDesign(6),
  '25 pairs': fixedDesign(25),
  'the default, 6 to 25': DEFAULT,
};

// Every gap and GL exceeds these limits.
const config = parseConfig(
  `trainer: { command: train }
models: { variants: [{ name: ${VARIANT}, params: { x: 1 } }] }
metrics: [{ name: ${METRIC}, direction: maximize }]
checks: { overfitting: { gap: 0.0001, after-best: 0.25, gl: 0.0001 } }`,
  'bench',
);

const TOPICS = ['seed-effect', 'overfitting/', 'instability/', 'smaller-model'];
const STUDIED = CHECKS.filter(({ id }) => TOPICS.some((topic) => id.startsWith(topic)));

/** Draws both arms from one distribution, with correlated validation results. */
function trainWorld(world: World, repetition: number): RunRecord[] {
  const random = createRandom(options.streams, world.name, repetition);
  const [test, validation, luck] = [1, 2, 3].map(() => world.draw(random, 0, repetition));
  const isFailing = world.name.includes('diverge');
  return (['baseline', 'candidate'] as const).flatMap((arm) =>
    Array.from({ length: PAIRS }, (_, index) => {
      const model = arm === 'baseline' ? 'baseline' : VARIANT;
      if (isFailing && random() < FAILING)
        return record(model, index + 1, { status: 'diverged', metrics: {} });
      return record(model, index + 1, {
        metrics: {
          test: { [METRIC]: test?.[arm][index] ?? randomNormal(random) },
          validation: { [METRIC]: validation?.[arm][index] ?? randomNormal(random) },
        },
        curves: standingStill(random, 0.02 * (luck?.[arm][index] ?? randomNormal(random))),
      });
    }),
  );
}

function standingStill(random: Random, level: number): RunRecord['curves'] {
  let deviation = 0;
  return curves(EPOCHS, {
    train: (epoch) => (2 + 0.001 * randomNormal(random)) / epoch,
    validation: (epoch) => {
      deviation = MEMORY * deviation + 0.02 * randomNormal(random);
      return Math.max(0.01, 4 + level + 0.3 * Math.max(0, EPOCHS / 2 - epoch) + deviation);
    },
  });
}

function pairsAt(design: Design, world: string, repetition: number, records: readonly RunRecord[]): number {
  if (design.looks.length === 1) return design.looks[0] ?? 0;
  const valuesOf = (model: string) =>
    records.filter((run) => run.model === model).map((run) => run.metrics.test?.[METRIC] ?? null);
  const arms = { baseline: valuesOf('baseline'), candidate: valuesOf(VARIANT) };
  return decideByLooks(createSample(`${world} ${repetition}`, arms, 1), design, null).seeds;
}

/** These checks run no test, so they cannot alarm falsely. */
const UNTESTED = new Set(['instability/single-seed', 'smaller-model']);
const ANY = 'any';

interface Experiments {
  readonly name: string;
  readonly train: (repetition: number) => readonly RunRecord[];
}

function alarmRates({ name, train }: Experiments, design: Design): ReadonlyMap<string, number> {
  const alarms = new Map<string, number>();
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const all = train(repetition);
    const pairs = pairsAt(design, name, repetition, all);
    const records = all.filter(({ seed }) => seed <= pairs);
    const models = [{ name: 'baseline' }, { name: VARIANT }];
    const setup = { ...setupOf({ config, models }), alpha: ALPHA };
    const known = { ...setup, records, comparisons: [] };
    const found = runChecks(STUDIED, known, config.checks);
    const isAlarm = ({ status }: (typeof found)[number]) => status === 'warn' || status === 'fail';
    const alarmed = new Set(found.filter(isAlarm).map(({ id }) => id));
    // Several models count once.
    for (const id of new Set(found.map(({ id }) => id)))
      alarms.set(id, (alarms.get(id) ?? 0) + (alarmed.has(id) ? 1 : 0));
    const anyTested = [...alarmed].some((id) => !UNTESTED.has(id));
    alarms.set(ANY, (alarms.get(ANY) ?? 0) + (anyTested ? 1 : 0));
  }
  return new Map([...alarms].map(([id, count]) => [id, count / REPETITIONS]));
}

function tableOfCheckWorlds(): string {
  const rows = CHECK_WORLDS.flatMap((world) => {
    console.error(world.name);
    const train = (repetition: number) => world.train(options.streams, repetition);
    const columns = Object.values(DESIGNS).map((design) => alarmRates({ name: world.name, train }, design));
    return world.checks.map((id) => ({
      id,
      world: world.name,
      rates: columns.map((one) => one.get(id) ?? 0),
    }));
  });
  const alarming = rows.filter(({ rates }) => rates.some((rate) => rate > 0));
  const cells = alarming.map(({ id, world, rates }) => [
    `\`${id}\``,
    world,
    ...rates.map((rate) => rate.toFixed(3)),
  ]);
  return [
    markdownTable([['Check', 'World', ...Object.keys(DESIGNS)], ...cells]),
    '',
    `No alarm in the other ${rows.length - alarming.length} pairs of a check and a world.`,
  ].join('\n');
}

function table(): string {
  const worlds = WORLDS.filter(({ exchangeable }) => exchangeable);
  const columns = Object.values(DESIGNS).map((design) =>
    worlds.map((world) => {
      console.error(world.name, design.looks.join(' '));
      const train = (repetition: number) => trainWorld(world, repetition);
      return { world, rates: alarmRates({ name: world.name, train }, design) };
    }),
  );
  const ids = [...(columns[0]?.[0]?.rates.keys() ?? [])].filter((id) => id !== ANY && !UNTESTED.has(id));
  const cell = (column: (typeof columns)[number], id: string) => {
    const [worst] = column
      .map(({ world, rates }) => ({ world, rate: rates.get(id) ?? 0 }))
      .sort((a, b) => b.rate - a.rate);
    return worst === undefined || worst.rate === 0 ? '0' : `${worst.rate.toFixed(3)} (${worst.world.name})`;
  };
  const rows = [
    ...ids.map((id) => [`\`${id}\``, ...columns.map((column) => cell(column, id))]),
    ['**any of these, in an experiment**', ...columns.map((column) => cell(column, ANY))],
  ];
  const error = 1.96 * Math.sqrt((ALPHA * (1 - ALPHA)) / REPETITIONS);
  return [
    markdownTable([['Check', ...Object.keys(DESIGNS)], ...rows]),
    '',
    `The highest of ${worlds.length} worlds, ${REPETITIONS.toLocaleString('en')} repetitions each; at 0.05 that is ± ${error.toFixed(3)}.`,
    '',
    'Worlds that are hard for single checks ([bench/check-worlds.ts](../../bench/check-worlds.ts)):',
    '',
    tableOfCheckWorlds(),
  ].join('\n');
}

const part = table();
if (options.write) {
  await writeFile(
    'docs/contributing/check-calibration.md',
    replacePart(await readFile('docs/contributing/check-calibration.md', 'utf8'), 'check-false-alarms', part),
  );
} else {
  console.log(part);
}
