import type { Plan, Requirements } from '../analysis/planning/required.ts';
import { POWERS } from '../analysis/planning/required.ts';
import type { Spread } from '../analysis/planning/spread.ts';
import type { Wave } from '../plan/runs/plan-waves.ts';
import { roughDuration } from '../words/duration.ts';
import { count, threeDigits } from '../words/number.ts';
import { plural } from '../words/plural.ts';
import { wordsOf } from '../words/unit-words.ts';
import { dollars } from './content/evaluation/amounts.ts';
import { cleanLine } from './format/clean.ts';
import type { AwaitedWave } from './waves.ts';

export const PLAN_SCHEMA = 'conclusive.plan/1';

export type PlannedMetric = {
  readonly metric: string;
  readonly margin: number;
  /** A secondary metric that must not get worse by the margin. */
  readonly isGuard: boolean;
  /** What an improvement must exceed. */
  readonly minEffect?: number;
} & ({ readonly unknown: string } | { readonly spread: Spread; readonly requirements: Requirements });

export interface PlanResult {
  readonly schema: typeof PLAN_SCHEMA;
  readonly config: string | null;
  readonly alpha: number;
  /** Variants × primary metrics, which share alpha. */
  readonly comparisons: number;
  readonly design: {
    readonly kind: 'fixed' | 'sequential';
    readonly min: number;
    readonly max: number;
    readonly looks: readonly number[];
  };
  /** Only for new tasks, which are the pairs. Numbers of seeds under `metrics` are then numbers of tasks. */
  readonly pairing?: 'task';
  /** An evaluation, whose seeds are repeats. */
  readonly unit?: 'repeat';
  readonly waves: ReadonlyArray<Wave & { readonly runs: AwaitedWave['runs'] }>;
  readonly cost: {
    readonly models: number;
    /** Each of them trains every model with every seed, or with its own number of seeds. Left out for a single one. */
    readonly tasks?: ReadonlyArray<{
      readonly task: string;
      readonly seeds?: number;
      readonly secondsPerRun: number | null;
    }>;
    /** Null if no run is on record. */
    readonly secondsPerRun: number | null;
    /** US dollars of a repeat of an evaluation; left out if no log says. */
    readonly dollarsPerRun?: number;
    readonly parallel: number;
  };
  readonly metrics: readonly PlannedMetric[];
}

const MAX_NAME = 60;
const NONE = 'none';

type Row = readonly [string, ...string[]];

export function renderPlan(plan: PlanResult): string {
  return [headOf(plan), ...plan.metrics.map((metric) => metricLines(metric, plan)), notesOf(plan)]
    .map((lines) => lines.join('\n'))
    .join('\n\n')
    .concat('\n');
}

function headOf({ config, cost, design, alpha, comparisons, unit }: PlanResult): string[] {
  const { seed, train } = wordsOf({ unit });
  const seeds =
    design.kind === 'fixed' ? `${plural(design.max, seed)}` : `${design.min} to ${design.max} ${seed}s`;
  const of = config === null ? 'Plan' : `Plan for ${cleanLine(config, MAX_NAME)}`;
  const shared = comparisons === 1 ? '' : ` shared by ${comparisons} comparisons`;
  const counts = [...new Set([design.looks[0] ?? design.min, design.max])];
  const runs = counts.map((one) => runsWith(one, cost));
  const on = cost.tasks === undefined ? '' : ` on ${cost.tasks.length} tasks`;
  const { dollarsPerRun: ofRun } = cost;
  const price =
    ofRun === undefined ? '' : `, ${[...new Set(runs.map((all) => dollars(all * ofRun)))].join(' to ')}`;
  const time =
    cost.secondsPerRun === null ? '' : `, ${[...new Set(runs.map((all) => timeOf(all, cost)))].join(' to ')}`;
  return [
    `${of}: ${cost.models} models${on}, ${seeds} each, alpha ${threeDigits(alpha)}${shared}`,
    `It ${train}s ${runs.map(count).join(' to ')} ${unit === undefined ? 'runs' : 'evaluations'}${time}${price}.`,
    ...taskLines(cost, counts),
  ];
}

function runsWith(seeds: number, { models, tasks }: PlanResult['cost']): number {
  const onEach = tasks?.map((task) => Math.min(task.seeds ?? seeds, seeds)) ?? [seeds];
  return models * onEach.reduce((sum, one) => sum + one, 0);
}

const MAX_TASKS = 10;

/** The longest first. */
function taskLines({ tasks = [], models, parallel }: PlanResult['cost'], seeds: readonly number[]): string[] {
  const sorted = [...tasks].sort((a, b) => (b.secondsPerRun ?? 0) - (a.secondsPerRun ?? 0));
  const rows = sorted.slice(0, MAX_TASKS).map(({ task, secondsPerRun, seeds: most }): Row => {
    const runs = [...new Set(seeds.map((one) => models * Math.min(one, most ?? one)))];
    const times = runs.map((all) => inWords(Math.max(1, all / parallel) * (secondsPerRun ?? 0)));
    const time = secondsPerRun === null ? 'no run on record' : [...new Set(times)].join(' to ');
    return [cleanLine(task, MAX_NAME), runs.map(count).join(' to '), time];
  });
  const more = tasks.length - rows.length;
  return [
    ...(rows.length === 0 ? [] : table([['Task', 'runs', 'time'], ...rows])),
    ...(more === 0 ? [] : [`  and ${plural(more, 'more task')}`]),
  ];
}

function metricLines(planned: PlannedMetric, plan: PlanResult): string[] {
  const title = titleOf(planned);
  if ('unknown' in planned) return [title, `  not planned: ${planned.unknown}`];
  const { spread, requirements } = planned;
  const { thisTestSet, atUpperSpread, newExamples } = requirements;
  const rows: Row[] = [['', ...POWERS.map((power) => `${100 * power} % power`)]];
  const ofNew = `For new ${unitOf(plan).toLowerCase()}`;
  if (thisTestSet !== null) {
    if (newExamples !== null) rows.push([`${ofNew} on the same test examples`]);
    rows.push(...seedRows(thisTestSet, planned, plan));
    if (atUpperSpread !== null && spread.interval !== null)
      rows.push(upperRow(atUpperSpread, spread.interval.high, planned));
    rows.push(...detectableRows(thisTestSet, planned, plan));
  }
  if (newExamples !== null) {
    const unit = spread.examples?.unit ?? 'test examples';
    rows.push([`${ofNew} and new ${unit}, with ${count(newExamples.examples)}`]);
    rows.push(...seedRows(newExamples, planned, plan), ...exampleRows(newExamples, planned, unit, plan));
    rows.push(...detectableRows(newExamples, planned, plan));
  }
  return [title, `  ${spreadLine(spread, plan)}`, ...table(rows)];
}

function spreadLine({ standardDeviation, interval, source }: Spread, { pairing }: PlanResult): string {
  if (source.kind === 'repeats') {
    const names = source.models.map((model) => cleanLine(model, MAX_NAME)).join(' and ');
    return `A case's difference varies by ${threeDigits(standardDeviation)} in one repeat (standard deviation), from ${source.count} repeats of ${names}`;
  }
  const size = `A ${pairing ?? 'pair'}'s difference varies by ${threeDigits(standardDeviation)} (standard deviation)`;
  if (source.kind === 'stated' || interval === null)
    return pairing === 'task'
      ? `${size}, as stated`
      : `${size}: √2 times the stated spread of a run, as if pairing gained nothing`;
  const bounds = `95 % interval ${threeDigits(interval.low)} to ${threeDigits(interval.high)}`;
  if (source.kind === 'pairs') {
    const [baseline, candidate] = source.models.map((model) => cleanLine(model, MAX_NAME));
    return `${size}, ${bounds}, from ${source.count} ${pairing ?? 'pair'}s of ${baseline} and ${candidate}`;
  }
  return `${size}, ${bounds}, from ${source.count} runs of ${cleanLine(source.model, MAX_NAME)}, as if pairing gained nothing`;
}

function titleOf({ metric, margin, isGuard, minEffect }: PlannedMetric): string {
  const name = cleanLine(metric, MAX_NAME);
  if (isGuard) return `${name}, no worse by ${threeDigits(margin)}`;
  const least = minEffect === undefined ? '' : `, min-effect ${threeDigits(minEffect)}`;
  return `${name}, margin ${threeDigits(margin)}${least}`;
}

/** What the seeds find: a difference, or a gain that exceeds min-effect by the margin. */
function aimOf({ margin, minEffect = 0 }: PlannedMetric): string {
  return minEffect === 0
    ? `a difference of ${threeDigits(margin)}`
    : `a gain of ${threeDigits(sizeOf({ margin, minEffect }))} (min-effect and margin)`;
}

function sizeOf({ margin, minEffect = 0 }: Pick<PlannedMetric, 'margin' | 'minEffect'>): number {
  return minEffect + margin;
}

/** What the pairs are. */
function unitOf({ pairing, unit }: PlanResult): 'Seeds' | 'Tasks' | 'Repeats' {
  if (unit === 'repeat') return 'Repeats';
  return pairing === 'task' ? 'Tasks' : 'Seeds';
}

function seedRows({ needed }: Plan, asked: PlannedMetric, plan: PlanResult): Row[] {
  const toFind = needed.map(({ seedsForDifference }) => seedsForDifference);
  const toShow = needed.map(({ seedsForEquivalence }) => seedsForEquivalence);
  const toConfirm = needed.map(({ seedsToConfirm }) => seedsToConfirm);
  const ofTwo = { ...plan, cost: { ...plan.cost, models: 2 } };
  const unit = unitOf(plan);
  if (asked.isGuard)
    return [
      [`${unit} to show it no worse, if it is equal`, ...toFind.map(countOrNone)],
      ...costRow(toFind, plan),
    ];
  return [
    [`${unit} to find ${aimOf(asked)}`, ...toFind.map(countOrNone)],
    ...costRow(toFind, plan),
    [`${unit} to show equal models equivalent`, ...toShow.map(countOrNone)],
    ...costRow(toShow, plan),
    [`New ${unit.toLowerCase()} to confirm one difference in a second run`, ...toConfirm.map(countOrNone)],
    ...costRow(toConfirm, ofTwo),
  ];
}

function upperRow({ needed }: Plan, spread: number, { isGuard }: PlannedMetric): Row {
  const cells = needed.map(({ seedsForDifference, seedsForEquivalence }) =>
    (isGuard ? [seedsForDifference] : [seedsForDifference, seedsForEquivalence]).map(countOrNone).join(', '),
  );
  return [`${isGuard ? 'The same' : 'Both'}, if it varies by ${threeDigits(spread)}`, ...cells];
}

function exampleRows({ needed }: Plan, asked: PlannedMetric, unit: string, plan: PlanResult): Row[] {
  const name = unit.charAt(0).toUpperCase() + unit.slice(1);
  const toFind = needed.map(({ examplesForDifference }) => examplesForDifference);
  const toShow = needed.map(({ examplesForEquivalence }) => examplesForEquivalence);
  const most = `${plan.design.max} ${unitOf(plan).toLowerCase()}`;
  if (asked.isGuard) return [[`${name} to show it no worse with ${most}`, ...toFind.map(countOrNone)]];
  return [
    [`${name} to find ${threeDigits(sizeOf(asked))} with ${most}`, ...toFind.map(countOrNone)],
    [`${name} to show equivalence with ${most}`, ...toShow.map(countOrNone)],
  ];
}

function detectableRows(
  { detectable }: Plan,
  { isGuard, minEffect = 0 }: PlannedMetric,
  plan: PlanResult,
): Row[] {
  const what = isGuard
    ? 'Smallest margin shown'
    : minEffect === 0
      ? 'Smallest difference found'
      : 'Smallest gain found';
  const seeds = [...new Set(detectable.map((one) => one.seeds))];
  return seeds.map((number) => [
    `${what} with ${number} ${unitOf(plan).toLowerCase()}`,
    ...POWERS.map((power) =>
      threeDigits(
        detectable.find((one) => one.seeds === number && one.power === power)?.difference ?? Number.NaN,
      ),
    ),
  ]);
}

function costRow(seeds: ReadonlyArray<number | null>, plan: PlanResult): Row[] {
  if (seeds.every((one) => one === null)) return [];
  return [['  runs', ...seeds.map((one) => costOf(one, plan))]];
}

function costOf(pairs: number | null, { cost, design, pairing }: PlanResult): string {
  if (pairs === null) return '';
  const runs = pairing === 'task' ? pairs * design.max * cost.models : runsWith(pairs, cost);
  const time = cost.secondsPerRun === null ? '' : `, ${timeOf(runs, cost)}`;
  return `${count(runs)}${time}`;
}

function timeOf(runs: number, { secondsPerRun, parallel }: PlanResult['cost']): string {
  return inWords(Math.max(1, runs / parallel) * (secondsPerRun ?? 0));
}

function inWords(seconds: number): string {
  return roughDuration(seconds).replaceAll('\u00a0', ' ');
}

function countOrNone(number: number | null): string {
  return number === null ? NONE : count(number);
}

function notesOf(plan: PlanResult): string[] {
  const { design, cost, metrics, pairing, unit } = plan;
  const isLimited = metrics.some(
    (one) =>
      'requirements' in one &&
      one.requirements.newExamples?.needed.some((needed) => Object.values(needed).includes(null)),
  );
  const notes = [
    pairing === 'task' &&
      `The tasks are the sample: more tasks find smaller differences; more than ${plural(design.max, 'seed')} each only make a task's own mean more precise.`,
    design.kind === 'sequential' &&
      `${unitOf(plan)}: the most of a design with looks. It stops earlier where the difference is larger, and finds a little more than this.`,
    metrics.some((one) => 'requirements' in one) &&
      `A second run on new ${unitOf(plan).toLowerCase()}, tested once at all of alpha, shows the size of a difference without the selection by a verdict.`,
    metrics.some(({ isGuard }) => isGuard) &&
      `Improvement and guards are one verdict: train the most of their ${unitOf(plan).toLowerCase()}. Each part has the stated power.`,
    cost.secondsPerRun === null
      ? 'Time: unknown, because no run is on record.'
      : `Time: at ${inWords(cost.secondsPerRun)} per run, ${cost.parallel} at a time.`,
    isLimited &&
      (unit === 'repeat'
        ? 'none: more repeats cannot replace missing cases, and more cases cannot replace missing repeats.'
        : 'none: more seeds cannot replace missing test examples, and more examples cannot replace missing seeds.'),
  ];
  return notes.filter((note) => note !== false);
}

/** A row of one cell is a heading. */
function table(rows: readonly Row[]): string[] {
  const cells = rows.filter((row) => row.length > 1);
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => {
    const [label, ...values] = row;
    if (values.length === 0) return `  ${label}`;
    const columns = values.map((value, index) => value.padStart(widths[index + 1] ?? 0));
    return `  ${[label.padEnd(widths[0] ?? 0), ...columns].join('   ')}`.trimEnd();
  });
}
