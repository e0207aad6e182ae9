/**
 * Measures how often data checks fire without cause, with Clopper–Pearson intervals, for
 * docs/contributing/check-calibration.md. It takes some five minutes.
 *
 *   npx rolldown bench/data-check-false-alarms.ts --platform node --file node_modules/.cache/data-checks.mjs --log-level silent
 *   node node_modules/.cache/data-checks.mjs [--only PART-OF-A-NAME] [--write]
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { replacePart } from '../scripts/generated-files.ts';
import { sequentialLevels } from '../src/analysis/decide/levels.ts';
import { partlySeeded } from '../src/checks/conditions/partly-seeded.ts';
import { seedChoice } from '../src/checks/conditions/seed-choice.ts';
import { timeLimit } from '../src/checks/conditions/time-limit.ts';
import { domainDrop } from '../src/checks/data/domain-drop.ts';
import { domainInputs } from '../src/checks/data/domain-inputs.ts';
import { slicesFound } from '../src/checks/data/slices-found.ts';
import { slicesNamed } from '../src/checks/data/slices-named.ts';
import { findSlices } from '../src/checks/evidence/find-slices.ts';
import type { ModelData } from '../src/checks/evidence/model-data.ts';
import { leakageExact } from '../src/checks/leakage/exact.ts';
import { groups } from '../src/checks/leakage/groups.ts';
import { labelColumn } from '../src/checks/leakage/label.ts';
import { leakageNear } from '../src/checks/leakage/near.ts';
import type { Metric } from '../src/config/file/normalise.ts';
import { planLooks } from '../src/plan/runs/plan-looks.ts';
import { inspectColumns } from '../src/records/data/split-columns.ts';
import { RUN_SCHEMA, type RunRecord } from '../src/records/record.ts';
import { inspectData, summariseInspection } from '../src/stats/dataset/inspect.ts';
import { studentTTwoSided } from '../src/stats/distributions/student-t.ts';
import { binomialInterval } from '../src/stats/estimates/binomial-interval.ts';
import { createRandom, type Random, randomInteger, randomNormal } from '../src/stats/random.ts';
import { pairedT } from '../src/stats/tests/paired-t.ts';
import { judgeOne } from '../test/checks/judge.ts';

const { values: options } = parseArgs({
  options: { only: { type: 'string', default: '' }, write: { type: 'boolean', default: false } },
});
const WORLDS = 1000;
/** Scanning data takes longer. */
const WORLDS_OF_DATA = 200;
const ALPHA = 0.05;
const SLICES = 6;
const ACCURACY: Metric = {
  name: 'accuracy',
  role: 'primary',
  direction: 'maximize',
  margin: 0.004,
  unit: 'percent',
};

/** Each slice shares half of the run's luck; the last slice is the whole set. */
function record(model: string, seed: number, random: Random): RunRecord {
  const whole = 0.8 + 0.01 * randomNormal(random);
  const near = () => whole + 0.01 * randomNormal(random);
  const slices = Array.from({ length: SLICES }, (_, index) => [
    `slice ${index}`,
    { examples: 100, metrics: { accuracy: index === SLICES - 1 ? whole : near() } },
  ]);
  return {
    schema: RUN_SCHEMA,
    fingerprint: '0'.repeat(64),
    model,
    seed,
    params: {},
    commit: null,
    status: 'ok',
    failure: null,
    divergedBy: null,
    curves: [],
    metrics: { test: { accuracy: whole }, shifted: { accuracy: near() - 0.1 } },
    slices: Object.fromEntries(slices),
    predictions: null,
    parameters: null,
    environment: {},
    cost: { wallSeconds: 1, cpuSeconds: null, peakMemoryBytes: null },
  };
}

/** Equal arms train until a design stops. */
function trainWorld(world: number, seeds: { min: number; max: number }): RunRecord[] {
  const kind = seeds.min === seeds.max ? 'fixed' : 'sequential';
  const looks = planLooks({ kind, ...seeds });
  const random = createRandom('data-check-false-alarms', kind, world);
  const records: RunRecord[] = [];
  for (const [look, pairs] of looks.entries()) {
    for (let seed = (looks[look - 1] ?? 0) + 1; seed <= pairs; seed++) {
      records.push(record('baseline', seed, random), record('head', seed, random));
    }
    if (kind === 'sequential' && isDecided(records, looks, look)) break;
  }
  return records;
}

function isDecided(records: readonly RunRecord[], looks: readonly number[], look: number): boolean {
  const values = (model: string) =>
    records.filter((run) => run.model === model).map(({ metrics }) => metrics.test?.accuracy ?? 0);
  const [baseline, head] = [values('baseline'), values('head')];
  const { mean, standardError, degreesOfFreedom, pValue } = pairedT(
    head.map((value, pair) => value - (baseline[pair] ?? 0)),
  );
  const levels = sequentialLevels(looks.slice(0, look + 1), looks);
  const margin = ACCURACY.margin ?? 0;
  const equivalent = studentTTwoSided((margin - Math.abs(mean)) / standardError, degreesOfFreedom) / 2;
  const isInside = Math.abs(mean) < margin && equivalent <= levels.difference(ALPHA) / 2;
  return pValue <= levels.difference(ALPHA) || isInside;
}

const setup = { alpha: ALPHA, metrics: [ACCURACY] };
const named = (records: readonly RunRecord[]) => judgeOne(slicesNamed, { ...setup, records }).status;
const drop = (records: readonly RunRecord[]) => judgeOne(domainDrop, { ...setup, records }).status;

/** Two arms of one model predict 500 examples. */
function found(world: number, known: number): string {
  const random = createRandom('data-check-false-alarms', 'found', world);
  const labels = Int32Array.from({ length: 500 }, () => randomInteger(random, 5));
  const difficulty = Array.from(labels, () => 0.5 + 0.5 * random());
  const run = () => ({
    predictions: Array.from(labels, (label, example) =>
      random() < (difficulty[example] as number) ? label : randomInteger(random, 5),
    ),
    probabilities: null,
  });
  const pairs = Array.from({ length: 8 }, () => [run(), run()] as const);
  const features = new Map(
    Array.from({ length: known }, (_, index) => [
      `feature ${index}`,
      // Every other feature is a rare token; the rest correlate with difficulty.
      Float64Array.from(difficulty, (level) =>
        index % 2 === 0 ? level + 0.1 * index * random() : random() < 0.1 ? 1 : Number.NaN,
      ),
    ]),
  );
  const slices = findSlices({ pairs, labels, features, level: ALPHA });
  const search = { model: 'head', ...slices, ids: [], level: ALPHA };
  return judgeOne(slicesFound, { sliceSearches: [search] }).status;
}

const SOURCES = ['numbers', 'yes-or-no', 'texts'] as const;

function evidence(kind: (typeof SOURCES)[number], world: number, copies = 1) {
  const random = createRandom('data-check-false-alarms', kind, world);
  const value = { numbers: () => randomNormal(random), 'yes-or-no': () => randomInteger(random, 2) };
  const row = () =>
    kind === 'texts'
      ? Array.from({ length: 8 }, () => 1 + Math.floor(400 * random() ** 2))
      : Array.from({ length: 8 }, value[kind]);
  const train = Array.from({ length: 400 / copies }, row);
  const rows = [...Array.from({ length: copies }, () => train).flat(), ...Array.from({ length: 200 }, row)];
  const content =
    kind === 'texts'
      ? ({ kind: 'tokens', rows } as const)
      : ({ kind: 'numbers', values: rows.flat() } as const);
  const inspected = inspectData({ counts: [400, 200, 0], digests: rows.map(String), content });
  return { model: null, evidence: summariseInspection(inspected, String) };
}

/** Features are up to two standard deviations apart; each patient has five rows. */
function tableOf(world: number, isSplitByPatient: boolean): ModelData {
  const random = createRandom('table', world);
  const patients = Array.from({ length: 120 }, (_, patient) => ({
    name: randomInteger(random, 1e9),
    label: patient % 4,
    isTest: random() < 0.3,
  }));
  const parts: readonly [string[], string[]] = [[], []];
  for (let row = 0; row < 600; row++) {
    const { name, label, isTest } = patients[randomInteger(random, patients.length)] ?? {
      name: 0,
      label: 0,
      isTest: false,
    };
    const features = [2, 1, 0, 0].map((distance) => (distance * label + randomNormal(random)).toFixed(3));
    const words = [`city${randomInteger(random, 30)}`, `w${randomInteger(random, 4) + label}`];
    const cells = [
      row,
      ...(isSplitByPatient ? [name] : []),
      ...features,
      ...words,
      randomInteger(random, 256),
      label,
    ];
    parts[(isSplitByPatient ? isTest : random() < 0.3) ? 1 : 0].push(cells.join());
  }
  const header = [
    'row',
    ...(isSplitByPatient ? ['patient'] : []),
    'a',
    'b',
    'c',
    'd',
    'city',
    'word',
    'pixel',
    'label',
  ].join();
  const columns = inspectColumns([header, ...parts[0]], [header, ...parts[1]]);
  return { ...evidence('numbers', 0), files: { train: 'train.csv', test: 'test.csv' }, columns };
}

/** Losses fall with noise, runs stop early, and time grows with epochs after a constant start. */
function trainedRuns(world: number): RunRecord[] {
  const random = createRandom('conditions', world);
  const start = 3 * random();
  return ['baseline', 'head'].flatMap((model) =>
    Array.from({ length: 8 }, (_, index) => {
      const epochs = 20 + randomInteger(random, 20);
      const curve = Array.from({ length: epochs }, (_, epoch) => {
        const loss = () => Math.exp(-epoch / 9) + 0.02 * randomNormal(random);
        return { epoch: epoch + 1, train: { loss: loss() }, validation: { loss: loss() } };
      });
      const wallSeconds = (start + 0.05 * epochs) * (1 + 0.03 * Math.abs(randomNormal(random)));
      const run = record(model, index + 1, random);
      return { ...run, curves: curve, cost: { ...run.cost, wallSeconds } };
    }),
  );
}

/** Seeds as people choose them: consecutive from 0 or 1, or random. */
function seedsOf(world: number): Map<string, number[]> {
  const random = createRandom('seeds', world);
  const count = 3 + randomInteger(random, 20);
  const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);
  const drawn = (below: number) => [
    ...new Set(Array.from({ length: count }, () => randomInteger(random, below))),
  ];
  const kinds = [
    () => [from(1, count), from(1, count)],
    () => [from(0, count), from(0, count + randomInteger(random, 10))],
    () => [drawn(10_000), drawn(10_000)],
    () => Array(2).fill(drawn(1000)),
    () => [drawn(2 ** 31), drawn(2 ** 31)],
  ] as const;
  const [baseline = [], head = []] = kinds[world % kinds.length]?.() ?? [];
  return new Map([
    ['baseline', baseline],
    ['head', head],
  ]);
}

const rows: string[][] = [];
const silent: number[] = [];

function report(name: string, worlds: number, statusOf: (world: number) => string): void {
  if (!name.includes(options.only)) return;
  let alarms = 0;
  for (let world = 0; world < worlds; world++) {
    const status = statusOf(world);
    if (status === 'warn' || status === 'fail') alarms++;
  }
  const { low, high } = binomialInterval(alarms, worlds);
  const share = (alarms / worlds).toFixed(3);
  if (alarms > 0) rows.push([name, String(worlds), `${share} [${low.toFixed(3)}, ${high.toFixed(3)}]`]);
  else silent.push(high);
  console.error(name);
}

for (const [design, seeds] of [
  ['8 seeds', { min: 8, max: 8 }],
  ['6 to 25 seeds', { min: 6, max: 25 }],
] as const) {
  const world = `slices/named, ${SLICES} slices, ${design}`;
  report(world, WORLDS, (index) => named(trainWorld(index, seeds)));
  report(`domain/drop, ${design}`, WORLDS, (index) => drop(trainWorld(index, seeds)));
}
report('slices/found, 8 seeds', WORLDS, (world) => found(world, 0));
report('slices/found, 8 seeds, 16 features of the inputs', WORLDS, (world) => found(world, 16));
for (const kind of SOURCES) {
  const exact = (world: number, copies?: number) =>
    judgeOne(leakageExact, { modelData: [evidence(kind, world, copies)] }).status;
  report(`leakage/exact, ${kind}`, WORLDS_OF_DATA, (world) => exact(world));
  report(`leakage/exact, ${kind}, twice in training`, WORLDS_OF_DATA, (world) => exact(world, 2));
  report(
    `leakage/near, ${kind}`,
    WORLDS_OF_DATA,
    (world) => judgeOne(leakageNear, { modelData: [evidence(kind, world)] }).status,
  );
  report(
    `domain/inputs, ${kind}`,
    WORLDS_OF_DATA,
    (world) => judgeOne(domainInputs, { modelData: [evidence(kind, world)] }).status,
  );
}

report(
  'leakage/label, features, words and row numbers',
  WORLDS_OF_DATA,
  (world) => judgeOne(labelColumn, { modelData: [tableOf(world, false)] }).status,
);
for (const isSplitByPatient of [false, true])
  report(
    `leakage/groups, ${isSplitByPatient ? 'split by patient' : 'words of 30 values'}`,
    WORLDS_OF_DATA,
    (world) => judgeOne(groups, { modelData: [tableOf(world, isSplitByPatient)] }).status,
  );
report(
  'seed-choice, series and numbers drawn at random',
  WORLDS,
  (world) => judgeOne(seedChoice, { chosenSeeds: seedsOf(world) }).status,
);
report(
  'time-limit, early stopping',
  WORLDS,
  (world) => judgeOne(timeLimit, { records: trainedRuns(world) }).status,
);
report(
  'partly-seeded, losses with noise of their own',
  WORLDS,
  (world) =>
    judgeOne(partlySeeded, { records: trainedRuns(world), sharedPredictions: [] }, {}, 'head').status,
);

const alarming = markdownTable([['Check, world', 'Worlds', 'Share [95 %]'], ...rows], {
  align: ['l', 'r', 'r'],
});
const table = `${alarming}\n\nNo alarm in the other ${silent.length} worlds, of leakage, domains, seeds and time limits: at most ${Math.max(...silent).toFixed(3)} (95 %).`;
if (options.write) {
  const path = 'docs/contributing/check-calibration.md';
  await writeFile(path, replacePart(await readFile(path, 'utf8'), 'data-check-false-alarms', table));
} else {
  console.log(table);
}
