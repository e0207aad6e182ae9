/** Annotates the line of the config that asks for a failed metric or check. */
import type { Check } from '../../checks/check.ts';
import { cleanLine } from '../../report/format/clean.ts';
import type { ExperimentResult } from '../../verdict/result.ts';
import { type Annotation, MAX_ANNOTATIONS } from './check-run.ts';

export interface ConfigLines {
  readonly path: string;
  readonly metrics: ReadonlyMap<string, number>;
  /** Line of the key `checks`, or the first. */
  readonly checks: number;
}

const MAX_MESSAGE_CHARS = 500;

export function annotate(result: ExperimentResult, lines: ConfigLines): Annotation[] {
  const all = [...failedComparisons(result, lines), ...alarmingChecks(result.checks, lines)];
  return all
    .sort((a, b) => Number(b.annotation_level === 'failure') - Number(a.annotation_level === 'failure'))
    .slice(0, MAX_ANNOTATIONS);
}

function failedComparisons({ comparisons, gate }: ExperimentResult, lines: ConfigLines): Annotation[] {
  const own = new Set(gate.failed.flatMap(({ metric }) => metric ?? []));
  return comparisons
    .filter(
      ({ role, verdict, metric }) =>
        role === 'primary' &&
        gate.failed.some(
          (rule) =>
            rule.on === verdict && (rule.metric === metric || (rule.metric === null && !own.has(metric))),
        ),
    )
    .map(({ variant, metric, verdict, reason }) =>
      at(
        lines.metrics.get(metric) ?? 1,
        'failure',
        lines,
        `${metric} of ${variant}: ${verdict}`,
        reason ?? gate.reason,
      ),
    );
}

function alarmingChecks(checks: readonly Check[], lines: ConfigLines): Annotation[] {
  return checks.flatMap(({ id, model, status, message, advice }) => {
    if (status !== 'fail' && status !== 'warn') return [];
    const title = model === null ? id : `${id}, ${model}`;
    const text = advice === null ? message : `${message}. ${advice}`;
    return [at(lines.checks, status === 'fail' ? 'failure' : 'warning', lines, title, text)];
  });
}

function at(
  line: number,
  annotation_level: Annotation['annotation_level'],
  { path }: ConfigLines,
  title: string,
  message: string,
): Annotation {
  return {
    path,
    start_line: line,
    end_line: line,
    annotation_level,
    title: cleanLine(title, 200),
    message: cleanLine(message, MAX_MESSAGE_CHARS) || title,
  };
}
