import type { ColumnOptions } from '../records/results/tables/table.ts';
import { shellCommand } from '../words/shell.ts';
import type { ForMetric, MetricOptions } from './choose-metrics.ts';
import type { ChosenModels } from './choose-models.ts';
import type { SettingOptions } from './read-settings.ts';

interface Call extends MetricOptions, SettingOptions, Omit<ColumnOptions, 'baseline' | 'metrics'> {
  readonly files: readonly string[];
}

/** The call that repeats a comparison, quoted for a shell, because names come from untrusted files. */
export function repeatCommand(call: Call, { baseline }: Pick<ChosenModels, 'baseline'>): string {
  return `conclusive ${shellCommand(repeatedArguments({ ...call, baseline }))}`;
}

export function repeatedArguments(call: Call & { readonly baseline: string | undefined }): string[] {
  const values: Readonly<Record<string, readonly unknown[]>> = {
    '--model-column': [call.modelColumn],
    '--seed-column': [call.seedColumn],
    '--metric-column': [call.metricColumn],
    '--value-column': [call.valueColumn],
    '--task-column': [call.taskColumn],
    '--step-column': [call.stepColumn],
    '--folders': [call.folders],
    '--where': (call.where ?? []).map(({ column, value }) => `${column}=${value}`),
    '--ignore': call.ignore ?? [],
    '--baseline-value': (call.baselineValues ?? []).map(assignment),
    '--baseline': call.baselineValues?.length ? [] : [call.baseline],
    '--variant': call.variants,
    '--metric': call.metrics,
    '--secondary': call.secondary,
    '--direction': call.directions.map(assignment),
    '--margin': call.margins.map(assignment),
    '--min-effect': (call.minEffects ?? []).map(assignment),
    '--no-worse': (call.noWorse ?? []).map(({ metric, margin }) =>
      margin === null ? metric : `${metric}=${margin}`,
    ),
    '--no-task-worse-than': [call.noTaskWorseThan],
    '--allow-task': call.allowTasks ?? [],
    '--must-pass': call.mustPass ?? [],
    '--pass-mark': [call.passMark],
    '--alpha': [call.alpha],
    '--design': [call.design],
    '--for': [call.question],
    '--combine': [call.combine],
    '--normalise': [call.normalise],
    '--failed-runs': [call.failedRuns],
    '--fail-on': call.failOn,
  };
  const options = Object.entries(values).flatMap(([name, all]) =>
    all.flatMap((value) => (value === undefined ? [] : [name, String(value)])),
  );
  const flags = call.noCaseRegresses ? ['--no-case-regresses'] : [];
  return ['compare', ...call.files, ...options, ...flags];
}

function assignment({ metric, value }: ForMetric<unknown>): string {
  return metric === null ? String(value) : `${metric}=${value}`;
}
