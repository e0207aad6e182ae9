import { quote } from 'shell-quote';
import type { ForMetric, MetricOptions } from './choose-metrics.ts';
import type { ChosenModels } from './choose-models.ts';
import type { SettingOptions } from './read-settings.ts';

interface Call extends MetricOptions, SettingOptions {
  readonly files: readonly string[];
  readonly variants: readonly string[];
  readonly modelColumn?: string | undefined;
  readonly seedColumn?: string | undefined;
  readonly metricColumn?: string | undefined;
  readonly valueColumn?: string | undefined;
  readonly taskColumn?: string | undefined;
  readonly stepColumn?: string | undefined;
  readonly where?: ReadonlyArray<{ readonly column: string; readonly value: string }>;
  readonly ignore?: readonly string[];
}

/** The call that repeats a comparison, quoted for a shell, because names come from untrusted files. */
export function repeatCommand(call: Call, { baseline }: Pick<ChosenModels, 'baseline'>): string {
  return `conclusive ${quote(repeatedArguments({ ...call, baseline }))}`;
}

export function repeatedArguments(call: Call & { readonly baseline: string | undefined }): string[] {
  const option = (name: string, values: readonly unknown[]) =>
    values.flatMap((value) => (value === undefined ? [] : [name, String(value)]));
  return [
    ...['compare', ...call.files],
    ...option('--model-column', [call.modelColumn]),
    ...option('--seed-column', [call.seedColumn]),
    ...option('--metric-column', [call.metricColumn]),
    ...option('--value-column', [call.valueColumn]),
    ...option('--task-column', [call.taskColumn]),
    ...option('--step-column', [call.stepColumn]),
    ...option(
      '--where',
      (call.where ?? []).map(({ column, value }) => `${column}=${value}`),
    ),
    ...option('--ignore', call.ignore ?? []),
    ...option('--baseline-value', (call.baselineValues ?? []).map(assignment)),
    ...option('--baseline', call.baselineValues?.length ? [] : [call.baseline]),
    ...option('--variant', call.variants),
    ...option('--metric', call.metrics),
    ...option('--secondary', call.secondary),
    ...option('--direction', call.directions.map(assignment)),
    ...option('--margin', call.margins.map(assignment)),
    ...option('--min-effect', (call.minEffects ?? []).map(assignment)),
    ...option(
      '--no-worse',
      (call.noWorse ?? []).map(({ metric, margin }) => (margin === null ? metric : `${metric}=${margin}`)),
    ),
    ...option('--alpha', [call.alpha]),
    ...option('--design', [call.design]),
    ...option('--failed-runs', [call.failedRuns]),
    ...option('--fail-on', call.failOn),
  ];
}

function assignment({ metric, value }: ForMetric<unknown>): string {
  return metric === null ? String(value) : `${metric}=${value}`;
}
