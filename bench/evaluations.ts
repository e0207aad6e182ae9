/**
 * False alarms, power and cost of verdicts on evaluations, cases × repeats, for docs/contributing/calibration.md:
 *
 *   npx rolldown bench/evaluations.ts --platform node --file node_modules/.cache/evaluations.mjs --log-level silent
 *   node node_modules/.cache/evaluations.mjs [alarms margin power others batches] [--repetitions 2000] [--world NAME] [--write]
 *
 * Shares in percent with standard errors. Cells of 2,000 cases have a quarter of the repetitions.
 */
import { parseArgs } from 'node:util';
import { createRandom } from '../src/stats/random.ts';
import { Draws } from './crossed/draws.ts';
import { Mean, Rate, tableOf } from './crossed/rates.ts';
import { decideByBatches } from './evaluations/batches.ts';
import { decide, looksOf, type Outcome, type Question } from './evaluations/decide.ts';
import { OTHERS } from './evaluations/others.ts';
import {
  BEYOND_HELP,
  drawSample,
  firstRepeats,
  type Sample,
  type Size,
  WORLDS,
  type World,
} from './evaluations/worlds.ts';
import { writeTable } from './worst/write-table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repetitions: { type: 'string', default: '2000' },
    world: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
});
const timesOf = (cases: number) => Math.ceil(Number(values.repetitions) / (cases > 500 ? 4 : 1));

const SIZES = [50, 200, 2000];
const LOOKS = looksOf(3, 10);
const MOST = 10;
type Design = readonly [name: string, looks: Question['looks']];
const DESIGNS: readonly Design[] = [
  ['1', [1]],
  ['3', [3]],
  ['10', [MOST]],
  ['3 to 10', LOOKS],
];
const NONE: Outcome = { verdict: 'inconclusive', isNoWorse: false, repeats: 0 };

const isClaim = ({ verdict }: Outcome) => verdict === 'improvement' || verdict === 'regression';

/** Without cases that have a failed call; null if these are too many. */
type SampleOf = (repeats: number) => Sample | null;

/** All designs see the same answers. */
function simulate(world: World, size: Size, each: (sampleOf: SampleOf) => void) {
  const draws = new Draws(createRandom('evaluations', world.name, size.cases, size.shift ?? 0));
  for (let repetition = 0; repetition < timesOf(size.cases); repetition++) {
    const drawn = drawSample(world, size, draws);
    const whole = firstRepeats(drawn, size.repeats);
    each(world.failsIfWrong === undefined ? () => whole : (repeats) => firstRepeats(drawn, repeats));
  }
}

function judged(sampleOf: SampleOf, question: Question): Outcome {
  const sample = sampleOf(question.looks.at(-1) ?? 0);
  return sample === null ? NONE : decide(sample, question);
}

function alarmsOf(world: World): Row {
  const row: Record<string, Rate | string> = { 'No difference': world.name };
  for (const cases of SIZES) {
    const rates = DESIGNS.map(() => new Rate());
    simulate(world, { cases, repeats: MOST }, (sampleOf) => {
      for (const [at, [, looks]] of DESIGNS.entries()) rates[at]?.count(isClaim(judged(sampleOf, { looks })));
    });
    for (const [at, [name]] of DESIGNS.entries()) row[`${cases} × ${name}`] = rates[at] as Rate;
  }
  return row;
}

/** The variant is worse by the margin: neither "equivalent" nor "no worse" holds. */
function marginOf(world: World): Row {
  const row: Record<string, Rate | string> = { 'Worse by the margin': world.name };
  const margins: Readonly<Record<number, number>> = { 50: 0.15, 200: 0.08, 2000: 0.03 };
  for (const cases of SIZES) {
    const margin = margins[cases] as number;
    const designs = DESIGNS.filter(([name]) => name !== '3' && name !== '10');
    const rates = designs.map(() => [new Rate(), new Rate()]);
    simulate(world, { cases, repeats: MOST, shift: -margin }, (sampleOf) => {
      for (const [at, [, looks]] of designs.entries()) {
        const { verdict, isNoWorse } = judged(sampleOf, { looks, margin });
        rates[at]?.[0]?.count(verdict === 'equivalent');
        rates[at]?.[1]?.count(isNoWorse);
      }
    });
    for (const [at, [name]] of designs.entries()) {
      row[`${cases} × ${name}: equivalent`] = rates[at]?.[0] as Rate;
      row[`${cases} × ${name}: no worse`] = rates[at]?.[1] as Rate;
    }
  }
  return row;
}

const DAYS = 'repeats have good and bad days';
const DIFFERENCES = [0, 0.02, 0.05, 0.1];
const DOLLARS_A_CALL = 0.001;

function powerOf(world: World, cases: number): readonly Row[] {
  const designs: readonly Design[] = [
    ...[1, 2, 3, 5, MOST].map((repeats): Design => [String(repeats), [repeats]]),
    ['3 to 10', LOOKS],
  ];
  const rows = designs.map(
    ([name]): Record<string, Rate | string> => ({ Cases: String(cases), Repeats: name }),
  );
  const used = designs.map(() => '');
  for (const shift of DIFFERENCES) {
    const found = designs.map(() => new Rate());
    const repeatsUsed = designs.map(() => new Mean());
    simulate(world, { cases, repeats: MOST, shift: -shift }, (sampleOf) => {
      for (const [at, [, looks]] of designs.entries()) {
        const outcome = judged(sampleOf, { looks });
        found[at]?.count(shift === 0 ? isClaim(outcome) : outcome.verdict === 'regression');
        repeatsUsed[at]?.add(outcome.repeats);
      }
    });
    for (const at of designs.keys()) {
      const repeats = repeatsUsed[at]?.value ?? 0;
      (rows[at] as Record<string, Rate | string>)[`${100 * shift} points`] = found[at] as Rate;
      if (shift === 0 || shift === 0.05)
        (used as string[])[at] +=
          `${used[at] === '' ? '' : '; '}${repeats.toFixed(1)}, $${(2 * cases * repeats * DOLLARS_A_CALL).toFixed(2)}`;
    }
  }
  return rows.map((row, at) => ({ ...row, 'repeats and price at 0; at 5': used[at] as string }));
}

function studyOthers(): readonly Row[] {
  const [cases, repeats] = [200, 3];
  const cells = [
    ...['nothing changed', 'cases change both ways', 'groups of 5 to 20', '98 % pass', DAYS].map(
      (name) => [name, 0] as const,
    ),
    ...[0.02, 0.05, 0.1].map((shift) => ['cases change both ways', -shift] as const),
  ];
  const rules: Readonly<Record<string, (sampleOf: SampleOf, mean: number) => boolean>> = {
    ...Object.fromEntries(
      Object.entries(OTHERS).map(([name, says]) => [
        name,
        (sampleOf: SampleOf, mean: number) =>
          says(firstRepeats(sampleOf(MOST) as Sample, repeats) as Sample, mean),
      ]),
    ),
    '**this program, the first repeat**': (sampleOf) =>
      judged(sampleOf, { looks: [1] }).verdict === 'regression',
    '**this program, 3 repeats**': (sampleOf) =>
      judged(sampleOf, { looks: [repeats] }).verdict === 'regression',
    '**this program, 3 to 10**': (sampleOf) => judged(sampleOf, { looks: LOOKS }).verdict === 'regression',
  };
  const rows = Object.keys(rules).map((name): Record<string, Rate | string> => ({ 'Says worse': name }));
  for (const [name, shift] of cells) {
    const world = WORLDS.find((one) => one.name === name) as World;
    const rates = Object.keys(rules).map(() => new Rate());
    simulate(world, { cases, repeats: MOST, shift }, (sampleOf) => {
      for (const [at, says] of Object.values(rules).entries()) rates[at]?.count(says(sampleOf, world.mean));
    });
    const column = shift === 0 ? `no difference: ${name}` : `worse by ${-100 * shift} points`;
    for (const [at, row] of rows.entries()) row[column] = rates[at] as Rate;
  }
  return rows;
}

function batchesOf(world: World): Row {
  const row: Record<string, Rate | string> = { 'One repeat': world.name };
  for (const cases of SIZES) {
    const shifts = [0, cases === 50 ? 0.2 : cases === 200 ? 0.1 : 0.03];
    for (const shift of shifts) {
      const [whole, batched, share] = [new Rate(), new Rate(), new Mean()];
      simulate(world, { cases, repeats: 1, shift: -shift }, (sampleOf) => {
        const sample = sampleOf(1);
        if (sample === null) return;
        const outcome = decideByBatches(sample);
        batched.count(outcome.isClaim);
        share.add(outcome.share);
        whole.count(isClaim(decide(sample, { looks: [1] })));
      });
      const label =
        shift === 0 ? `${cases}: false alarms` : `${cases}: ${100 * shift} points found (at one look)`;
      row[label] =
        shift === 0 ? batched : `${batched} (${whole}), ${(100 * share.value).toFixed(0)} % of the cases`;
    }
  }
  return row;
}

type Row = Readonly<Record<string, Rate | string>>;
const ALL = [...WORLDS, ...BEYOND_HELP];
const NAMED = WORLDS.filter(({ name }) => !name.startsWith('groups'));

/** Shows each row as soon as it is known. */
function inTurn(worlds: readonly World[], rowOf: (world: World) => Row): readonly Row[] {
  return worlds
    .filter(({ name }) => name.includes(values.world))
    .map((world) => {
      const row = rowOf(world);
      console.error(Object.values(row).join(' | '));
      return row;
    });
}

const isOfOneRepeat = (column: string) => /× 1(:|$)/.test(column);

/** The highest of some cells, with the cases and repeats where it stands. */
function worstOf(row: Row, isOf: (column: string) => boolean): string {
  const cells = Object.entries(row).flatMap(([column, cell]) =>
    cell instanceof Rate && isOf(column) ? [{ column, cell }] : [],
  );
  const worst = cells.reduce((a, b) => (b.cell.value > a.cell.value ? b : a));
  return `${worst.cell} (${worst.column.replace(/:.*/, '')})`;
}

const worstAlarms = (row: Row): Row => ({
  'No difference': row['No difference'] ?? '',
  'one repeat': worstOf(row, isOfOneRepeat),
  'several repeats': worstOf(row, (column) => !isOfOneRepeat(column)),
});

const worstAtMargin = (row: Row): Row => ({
  'Worse by the margin': row['Worse by the margin'] ?? '',
  equivalent: worstOf(row, (column) => column.endsWith('equivalent')),
  'no worse': worstOf(row, (column) => column.endsWith('no worse')),
});

function rangeOfAlarms(row: Row): Row {
  const isAlarm = (column: string) => column.startsWith('no difference');
  const alarms = Object.entries(row).flatMap(([column, cell]) =>
    cell instanceof Rate && isAlarm(column) ? [100 * cell.value] : [],
  );
  return {
    'Says worse': row['Says worse'] ?? '',
    'no difference': `${Math.min(...alarms).toFixed(1)} to ${Math.max(...alarms).toFixed(1)}`,
    ...Object.fromEntries(Object.entries(row).filter(([column]) => column.startsWith('worse by'))),
  };
}

interface Study {
  rows(): readonly Row[];
  /** What the page shows of a row. Without it, the study is only printed. */
  readonly shown?: (row: Row) => Row;
}

const STUDIES: Readonly<Record<string, Study>> = {
  alarms: { rows: () => inTurn(ALL, alarmsOf), shown: worstAlarms },
  margin: { rows: () => inTurn(ALL, marginOf), shown: worstAtMargin },
  power: {
    rows: () => [200, 1000].flatMap((cases) => powerOf(WORLDS[1] as World, cases)),
    shown: (row) => row,
  },
  others: { rows: studyOthers, shown: rangeOfAlarms },
  batches: { rows: () => inTurn(NAMED, batchesOf) },
};

for (const [name, { rows, shown }] of Object.entries(STUDIES)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const found = rows();
  console.log(`\n## ${name}\n\n${tableOf(found)}`);
  if (values.write && shown !== undefined) await writeTable(`evaluations ${name}`, tableOf(found.map(shown)));
}
