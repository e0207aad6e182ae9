/** Compares results that already exist, with the same analysis, verdict and report: read, choose, compare, judge, report. */

import { evaluationOf } from './analysis/cases/evaluation-of.ts';
import { gradeOf } from './analysis/cases/pass-metrics.ts';
import { ofTask } from './analysis/compare/compare-strata.ts';
import type { Comparison } from './analysis/compare/comparison.ts';
import { withFixedBaseline } from './analysis/compare/fixed-baseline.ts';
import { recordsByModel } from './analysis/compare/samples.ts';
import { marginNotices } from './analysis/margin-scale.ts';
import { withholdDoubted } from './checks/withhold.ts';
import { analyseByDesign } from './compare-results/analyse-by-design.ts';
import { analyseTasks } from './compare-results/analyse-tasks.ts';
import { requireNothingMissing } from './compare-results/ask-missing.ts';
import { takeCaseMetrics } from './compare-results/case-metrics.ts';
import { checkResults, describeResults, seedsOf } from './compare-results/check-results.ts';
import { chooseMetrics, fixedValues, type MetricOptions } from './compare-results/choose-metrics.ts';
import { chooseModels } from './compare-results/choose-models.ts';
import { choosePairing } from './compare-results/choose-pairing.ts';
import { chooseTasks } from './compare-results/choose-tasks.ts';
import { columnsOf, describeLeftOut } from './compare-results/columns-of.ts';
import { describeData } from './compare-results/describe-data.ts';
import { findCopies } from './compare-results/find-copies.ts';
import { predictedRuns } from './compare-results/predicted-runs.ts';
import { readBounds } from './compare-results/read-bounds.ts';
import { policyWordsOf, readSettings, type SettingOptions } from './compare-results/read-settings.ts';
import { repeatCommand } from './compare-results/repeat-command.ts';
import { requireRuns } from './compare-results/require-runs.ts';
import { readByLooks, rowsOfRecords } from './compare-results/rows-of-records.ts';
import { settleRuns } from './compare-results/settle-runs.ts';
import { NO_WORSE } from './config/schema/gate-schema.ts';
import { UserError } from './config/user-error.ts';
import { keepReport, type Report, renderReport } from './experiment/keep-report.ts';
import { readEvaluations } from './records/evaluations/read-evaluations.ts';
import type { SettleOptions } from './records/evaluations/settle-cases.ts';
import type { RunRecord } from './records/record.ts';
import { MissingOptions } from './records/results/missing-options.ts';
import { oneRunASeed } from './records/results/one-run-a-seed.ts';
import { readPredicted } from './records/results/read-predicted.ts';
import { readResults } from './records/results/read-results.ts';
import { type NamedFile, withFiles } from './records/results/result-files.ts';
import type { ResultRow } from './records/results/result-row.ts';
import type { TasksOfTable } from './records/results/tables/one-of-each.ts';
import { type ColumnOptions, metricNameOf } from './records/results/tables/table.ts';
import { judge } from './verdict/judge.ts';
import type { ExperimentResult } from './verdict/result.ts';
import { VERSION } from './version.ts';
import { wordsOf } from './words/unit-words.ts';

/** Share of an evaluation's cases that may lack an answer. */
const DEFAULT_MISSING_SHARE = 0.1;

export interface CompareRequest extends MetricOptions, SettingOptions, ColumnOptions {
  /**
   * Tables (CSV, JSON, Markdown), run records, folders of run records, or predictions by example with one file per model.
   * `-` is standard input.
   */
  readonly files: readonly string[];
  /** Default: the model called `baseline`, or the first file where each file is a model. */
  readonly baseline: string | undefined;
  /** Default: all other models. */
  readonly variants: readonly string[];
  /** Folder for report.md, report.html and result.json. Default: nothing is written. */
  readonly outputDirectory: string | undefined;
  /** How users call the program, for messages. */
  readonly program?: string;
}

export interface CompareOutcome extends Report {
  readonly result: ExperimentResult;
  /** 0: the gate passed. 1: it failed. */
  readonly exitCode: 0 | 1;
}

/**
 * Compares the runs in the files. The answer depends only on their contents, not on names or the order of files or rows.
 *
 * @throws UserError for wrong files or options. Results that cannot settle the question are a verdict.
 */
export async function compareResults(call: CompareRequest): Promise<CompareOutcome> {
  return withFiles(call.files, process.stdin, (files) => compareFiles(call, files));
}

async function compareFiles(call: CompareRequest, files: readonly NamedFile[]): Promise<CompareOutcome> {
  const settings = readSettings(call);
  const chosen = await readAndChoose(call, files, settings.seeds?.kind === 'sequential');
  const { runs, models, metrics, runsOfModels } = chosen;
  const names = new Set([models.baseline, ...models.variants]);
  const settled = settleRuns(runs.rows, metrics);
  const { fixed } = chosen;
  const bounds = await readBounds(call.normalise);
  const tasks = chooseTasks(chosen.tasks, settings, settled.records, {
    models,
    metrics,
    bounds,
    fixed,
    guarded: chosen.guarded.map(({ metric }) => metric),
  });
  const { pairs } = tasks;
  const cases = runsOfModels?.cases ?? null;
  const unit = cases !== null ? ({ unit: 'repeat' } as const) : {};
  const words = wordsOf(unit);
  const pairing = choosePairing(
    models,
    withFixedBaseline(tasks.records, fixed, models.baseline),
    pairs !== null ? 'paired' : settings.pairing,
    words,
  );
  const { unpaired } = pairing;
  const guarded = chosen.guarded.map(({ metric }) => metric);
  const { alpha } = settings;
  const questions = { experiment: 'compare', ...models, metrics, alpha, unpaired, guarded, fixed, ...unit };
  const overTasks = tasks.several?.metrics ?? metrics;
  const request = { ...questions, metrics: overTasks };
  if (runsOfModels?.areSingle === true && settings.seeds !== null)
    throw new UserError('--design: works on tables of runs, not on predictions by example; remove it');
  const predicted =
    tasks.several !== null
      ? null
      : (runsOfModels?.examplesOf({ ...models, unpaired }, metrics, fixed) ??
        rowsOfRecords(runs.rows, { ...models, unpaired }, metrics, fixed));
  const examples =
    predicted === null ? undefined : await readByLooks(predicted.rows, tasks.records, settings.seeds);
  const strataOf = tasks.several?.strataOf;
  const runsOfPairs = tasks.several?.runsOfPairs;
  const analysis = analyseByDesign(
    { ...request, strataOf, runsOfPairs },
    tasks.records,
    settings.seeds,
    examples,
  );
  const { looks, seeds, notices } = analysis;
  const records = strataOf === undefined ? analysis.records : (tasks.several?.seedMeans ?? []);
  const byModel = recordsByModel(analysis.records);
  const compared = [...names].map((name) => ({
    ...describeModel(name, byModel.get(name) ?? []),
    ...(fixed !== undefined && name === models.baseline ? { fixed } : {}),
  }));
  const gate = {
    ...settings.gate,
    metrics: Object.fromEntries(guarded.map((name) => [name, NO_WORSE] as const)),
  };
  const deciding = metrics.find(({ role }) => role === 'primary');
  const evaluation =
    cases === null || deciding === undefined
      ? null
      : evaluationOf(cases, {
          ...models,
          deciding: deciding.name,
          ...gradeOf(cases, { deciding: deciding.name, all: metrics }),
          alpha,
          policy: settings.gate.cases,
          caseMetrics: chosen.caseMetrics,
        });
  const config = { ...settings, gate, metrics: overTasks, seeds, vary: [], tasks: pairs, ...unit };
  const setup = {
    ...config,
    models: compared.map((model) => ({ ...model, isFixed: 'fixed' in model })),
  };
  const comparisons = withholdDoubted(
    analysis.comparisons.map((one) => ofTasks(one, pairs)),
    { ...setup, records },
    settings.checks,
  );
  const details = await describeResults(setup, records, predicted);
  const byTask =
    tasks.several === null
      ? null
      : analyseTasks(tasks.several, {
          questions,
          rows: runs.rows,
          hasSeeds: runs.hasSeeds,
          seeds: analysis.records,
          setup,
          section: settings.checks,
        });
  const checkedOnce = () =>
    checkResults(
      setup,
      {
        records,
        comparisons,
        copiedRuns: findCopies(
          runs.rows,
          metrics.map(({ name }) => name),
        ),
        isByTask: pairs !== null,
        chosenSeeds: runs.hasSeeds && pairs === null ? seedsOf(runs.rows) : undefined,
      },
      settings.checks,
      runsOfModels?.areSingle === true ? 'predictions' : predicted === null ? 'table' : 'records',
    );
  const result = judge({
    config,
    models: compared,
    looks,
    records,
    ...(byTask === null ? {} : { byTask: byTask.tasks, trained: byTask.records }),
    comparisons,
    evaluation,
    checks: byTask?.checks ?? checkedOnce(),
    details,
    policyWords: policyWordsOf(call),
    costs: {
      trained: 0,
      reused: (byTask?.records ?? records).length,
      retried: 0,
      parallel: 0,
      wallSeconds: 0,
      cpuSeconds: 0,
    },
    provenance: {
      program: 'conclusive',
      version: VERSION,
      config: call.files.join(', '),
      trainer: 'none, the results existed',
      head: null,
      base: null,
      environment: {},
      command: repeatCommand(call, models),
      notices: [
        ...chosen.notes,
        ...tasks.notices,
        ...describeData(models, runs, { ...settled, records: tasks.records }, comparisons, {
          sharedInPart: unpaired,
          words,
        }),
        ...pairing.notices,
        ...marginNotices(overTasks, [...names], records),
        ...notices,
      ],
    },
  });
  const report = renderReport(result);
  if (call.outputDirectory !== undefined) await keepReport(call.outputDirectory, result, report);
  return { ...report, result, exitCode: result.gate.passed ? 0 : 1 };
}

function ofTasks(comparison: Comparison, tasks: readonly string[] | null): Comparison {
  return tasks !== null && comparison.pairing === 'seed' ? ofTask(comparison) : comparison;
}

/** @throws UserError that asks for all missing options at once */
async function readAndChoose(call: CompareRequest, files: readonly NamedFile[], isSequential: boolean) {
  let given = { ...call, secondary: withGuarded(call) };
  const missing = new MissingOptions();
  try {
    const columns = [
      given.folders,
      given.modelColumn,
      given.seedColumn,
      given.metricColumn,
      given.valueColumn,
    ];
    const isTable = columns.some((column) => column !== undefined);
    // Only tables of runs have these.
    const hasRowOptions =
      isTable ||
      (given.where ?? []).length > 0 ||
      given.taskColumn !== undefined ||
      given.stepColumn !== undefined;
    const evaluated = hasRowOptions ? null : await readEvaluations(files, evaluationOptions(call));
    const ofCases = evaluated && takeCaseMetrics(evaluated, given, isSequential);
    given = ofCases?.given ?? given;
    const predicted = ofCases?.predicted ?? (isTable ? null : await readPredicted(files));
    if (evaluated === null) requireNoCasePolicy(given);
    if (predicted !== null) requireNoRowOptions(evaluated === null ? given : { ...given, ignore: [] });
    const runsOfModels = predicted === null ? null : predictedRuns(predicted, given);
    const wanted = [...given.metrics, ...given.secondary];
    const read = runsOfModels === null ? await readResults(files, given, missing) : null;
    const results = runsOfModels?.rows ?? read?.rows ?? [];
    if (runsOfModels === null && wanted.length === 0) requireRuns(results);
    const named = namesOf(results.map(({ record }) => record));
    const firstArm = runsOfModels === null ? read?.firstArm : named[0];
    const isFixed = (given.baselineValues ?? []).length > 0;
    const models = chooseModels({ ...given, firstArm, isFixed }, named, missing);
    // Runs of a model that has the number's name are not compared.
    const names = new Set(isFixed ? models.variants : [models.baseline, ...models.variants]);
    const ofModels = results.filter(({ record }) => names.has(record.model));
    const runs = oneRunASeed(ofModels, wanted);
    const held = columnsOf(runs.rows);
    const options = runsOfModels?.options ?? withoutPrefixes(given, held);
    const metrics = chooseMetrics(options, held, missing);
    requireNothingMissing(missing, call, call.program ?? 'conclusive');
    const leftOut = runsOfModels === null && given.metrics.length === 0 ? describeLeftOut(held) : [];
    const tasks = read?.tasks ?? tasksOf(runs.rows);
    const notes = [...(read?.notes ?? runsOfModels?.notes ?? []), ...leftOut];
    const fixed = fixedValues(options, metrics);
    const { caseMetrics = [] } = ofCases ?? {};
    const guarded = options.noWorse ?? [];
    return { models, runs, metrics, runsOfModels, tasks, notes, fixed, guarded, caseMetrics };
  } catch (error) {
    // A wrong guess may have caused the error.
    if (error instanceof UserError) requireNothingMissing(missing, call, call.program ?? 'conclusive');
    throw error;
  }
}

function evaluationOptions({ failedRuns, ignore = [] }: CompareRequest): SettleOptions {
  return { missingShare: failedRuns ?? DEFAULT_MISSING_SHARE, ignored: ignore };
}

function withGuarded({ secondary, noWorse = [] }: MetricOptions): readonly string[] {
  const guarded = noWorse.map(({ metric }) => metric);
  return [...secondary, ...guarded.filter((name) => !secondary.includes(name))];
}

function requireNoCasePolicy({ noCaseRegresses, mustPass = [], passMark }: CompareRequest): void {
  if (noCaseRegresses === undefined && mustPass.length === 0 && passMark === undefined) return;
  throw new UserError(
    '--no-case-regresses, --must-pass, --pass-mark: work on logs of evaluations, whose rows are cases, and these files hold none; remove the option, or see docs/how-to/evaluations.md for the plain form',
  );
}

/** Options that choose rows and columns are for tables. */
function requireNoRowOptions({ where = [], ignore = [], taskColumn, stepColumn }: CompareRequest): void {
  if (where.length + ignore.length === 0 && taskColumn === undefined && stepColumn === undefined) return;
  throw new UserError(
    '--where, --ignore, --task-column, --step-column: work on tables of runs, but these files hold predictions by example; remove the option, and keep only the rows to compare',
  );
}

/** A metric may be named as its column is: `metrics.acc`. */
function withoutPrefixes(options: MetricOptions, columns: ReadonlyMap<string, unknown>): MetricOptions {
  const plain = (name: string) => (columns.has(name) ? name : metricNameOf(name));
  const ofMetric = <Value extends { readonly metric: string | null }>(option: Value): Value =>
    option.metric === null ? option : { ...option, metric: plain(option.metric) };
  return {
    metrics: options.metrics.map(plain),
    secondary: options.secondary.map(plain),
    directions: options.directions.map(ofMetric),
    margins: options.margins.map(ofMetric),
    baselineValues: (options.baselineValues ?? []).map(ofMetric),
    minEffects: (options.minEffects ?? []).map(ofMetric),
    noWorse: (options.noWorse ?? []).map((guard) => ({ ...guard, metric: plain(guard.metric) })),
  };
}

/** Run records have their task with them. */
function tasksOf(rows: readonly ResultRow[]): TasksOfTable | null {
  const names = [...new Set(rows.flatMap(({ record }) => record.task ?? []))].sort();
  return names.length < 2 ? null : { names, arePairs: false };
}

function namesOf(records: readonly RunRecord[]): string[] {
  return [...new Set(records.map(({ model }) => model))];
}

/** Adds the commit and parameters of a model's run records, if all agree. */
function describeModel(name: string, own: readonly RunRecord[]) {
  const [first] = own;
  const params = JSON.stringify(first?.params);
  const agree = own.every(
    (record) => record.params === first?.params || JSON.stringify(record.params) === params,
  );
  return {
    name,
    ref: null,
    commit: own.every(({ commit }) => commit === first?.commit) ? (first?.commit ?? null) : null,
    params: agree ? (first?.params ?? {}) : {},
  };
}
