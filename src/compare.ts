/** Results that already exist -> the same analysis, verdict and report, as one sentence: read, choose, compare, judge, report. */
import { analyseOnce } from './analysis/analyse.ts';
import type { Comparison } from './analysis/comparison.ts';
import { summariseLooks } from './analysis/levels.ts';
import { recordsByModel } from './analysis/samples.ts';
import { checkResults } from './compare/checks.ts';
import { commandLine } from './compare/command-line.ts';
import { chooseMetrics, type MetricOptions } from './compare/metrics.ts';
import { chooseModels } from './compare/models.ts';
import { describeData } from './compare/notices.ts';
import { columnsOf, settleRuns } from './compare/runs.ts';
import { readSettings, type SettingOptions } from './compare/settings.ts';
import { keepReport, type Report, renderReport } from './experiment/keep-report.ts';
import type { RunRecord } from './records/record.ts';
import { oneRunASeed } from './records/results/one-run-a-seed.ts';
import { readResults } from './records/results/read-results.ts';
import { judge } from './verdict/judge.ts';
import type { ExperimentResult } from './verdict/result.ts';
import { VERSION } from './version.ts';

export interface CompareRequest extends MetricOptions, SettingOptions {
  /** Tables (CSV), JSON lines, run records, or folders of run records. */
  readonly files: readonly string[];
  /** Without: the model called `baseline`. */
  readonly baseline: string | undefined;
  /** None: all other models. */
  readonly variants: readonly string[];
  /** Folder for report.md, report.html and result.json; without, nothing is written. */
  readonly outputDirectory: string | undefined;
}

export interface CompareOutcome extends Report {
  readonly result: ExperimentResult;
  /** 0: the gate passed. 1: it failed. */
  readonly exitCode: 0 | 1;
}

/**
 * Compares the runs in the files. The answer depends on what stands in them alone: not on their names, their order or the
 * order of their rows.
 *
 * @throws UserError for files and options that are wrong. Results that cannot settle the question are a verdict.
 */
export async function compareResults(request: CompareRequest): Promise<CompareOutcome> {
  const settings = readSettings(request);
  const rows = await readResults(request.files);
  const models = chooseModels(request, namesOf(rows.map(({ record }) => record)));
  const names = new Set([models.baseline, ...models.variants]);
  const runs = oneRunASeed(rows.filter(({ record }) => names.has(record.model)));
  const metrics = chooseMetrics(request, columnsOf(runs.rows));
  const settled = settleRuns(runs.rows, metrics);
  const { records } = settled;
  const comparisons = records.some(({ status }) => status === 'ok')
    ? analyseOnce({ experiment: 'compare', ...models, metrics, alpha: settings.alpha }, records)
    : [];
  const pairs = pairsOf(comparisons);
  const byModel = recordsByModel(records);
  const compared = [...names].map((name) => describeModel(name, byModel.get(name) ?? []));
  const result = judge({
    config: { ...settings, metrics, seeds: { kind: 'fixed', min: pairs, max: pairs }, vary: [] },
    models: compared,
    looks: summariseLooks([pairs], settings.alpha, 1),
    records,
    comparisons,
    checks: checkResults({ config: settings, metrics, models: compared, records }),
    costs: { trained: 0, reused: records.length, retried: 0, parallel: 0, wallSeconds: 0, cpuSeconds: 0 },
    provenance: {
      program: 'conclusive',
      version: VERSION,
      config: request.files.join(', '),
      trainer: 'none, the results existed',
      head: null,
      base: null,
      environment: {},
      command: commandLine(request, models),
      notices: describeData(models, runs, settled, comparisons),
    },
  });
  const report = renderReport(result);
  if (request.outputDirectory !== undefined) await keepReport(request.outputDirectory, report);
  return { ...report, result, exitCode: result.gate.passed ? 0 : 1 };
}

function namesOf(records: readonly RunRecord[]): string[] {
  return [...new Set(records.map(({ model }) => model))];
}

/** The one look of the design comes after as many pairs as the best-measured primary comparison has. */
function pairsOf(comparisons: readonly Comparison[]): number {
  return comparisons.reduce(
    (most, comparison) =>
      comparison.difference === null || comparison.role !== 'primary'
        ? most
        : Math.max(most, Math.min(comparison.baseline.n, comparison.candidate.n)),
    0,
  );
}

/** Run records say which commit and parameters a model is, as long as they agree. */
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
