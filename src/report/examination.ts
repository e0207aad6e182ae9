/** The findings of `conclusive doctor`, for a terminal. */
import { decidingSplit } from '../analysis/compare/samples.ts';
import type { RunRecord } from '../records/record.ts';
import { roughDuration } from '../words/duration.ts';
import { count } from '../words/number.ts';
import { wrapLines } from '../words/wrap-lines.ts';
import { dollars } from './content/evaluation/amounts.ts';
import { cleanLine } from './format/clean.ts';

export interface Finding {
  readonly topic: string;
  /** A `fault` prevents a verdict; a `note` does not. */
  readonly status: 'ok' | 'note' | 'fault';
  readonly message: string;
}

export const EXAMINATION_SCHEMA = 'conclusive.doctor/1';

const SIGNS = { ok: '✓', note: '•', fault: '✗' } as const;
const MAX_LINE = 600;

/** @param next command to run if nothing is wrong @param columns of a terminal, if it is one */
export function renderExamination(findings: readonly Finding[], next: string, columns?: number): string {
  const lines = findings.map(
    ({ topic, status, message }) => `${SIGNS[status]} ${topic}: ${cleanLine(message, MAX_LINE)}`,
  );
  const faults = findings.filter(({ status }) => status === 'fault').length;
  const isUnchanged = findings.some(({ topic, status }) => topic === 'comparison' && status === 'note');
  const ready = isUnchanged
    ? `The setup works. Next: make a change, then ${next}`
    : `Nothing prevents a verdict. Next: ${next}`;
  const end = faults === 0 ? ready : `${faults} to fix before the first verdict.`;
  return `${wrapLines(lines.join('\n'), columns)}\n\n${end}\n`;
}

export function describeValues(metrics: readonly string[], records: readonly RunRecord[]): Finding[] {
  return metrics.map((metric) => {
    const split = decidingSplit(records, metric);
    const values = records.map(
      ({ model, metrics }) => `${show(split === null ? undefined : metrics[split]?.[metric])} (${model})`,
    );
    const origin = split === null ? undefined : records[0]?.origins?.[split]?.[metric];
    const from = origin === undefined ? '' : `, from ${origin.file} ${origin.key}`;
    return {
      topic: 'metric',
      status: 'ok',
      message: `${metric}: ${values.join(', ')}${split === null ? '' : `, ${split} split`}${from}`,
    };
  });
}

export function describeOutput(records: readonly RunRecord[]): Finding[] {
  const epochs = Math.min(...records.map(({ curves }) => curves.length));
  const hasBoth = records.every(({ curves }) =>
    curves.some(({ train, validation }) => train.loss !== undefined && validation.loss !== undefined),
  );
  const curves: Finding =
    epochs > 1 && hasBoth
      ? { topic: 'curves', status: 'ok', message: `losses of ${epochs} epochs, of training and validation` }
      : {
          topic: 'curves',
          status: 'note',
          message: `${epochs > 1 ? 'not of both training and validation loss' : 'none'}; for the loss chart and the checks of overfitting, write both losses by epoch to a file, such as log.csv with epoch,train_loss,val_loss. Printed losses are read if trainer.printed names their lines`,
        };
  return [curves, describePredictions(records)];
}

function describePredictions(records: readonly RunRecord[]): Finding {
  const topic = 'predictions';
  if (records.some(({ predictions }) => predictions === null))
    return {
      topic,
      status: 'note',
      message:
        'none by example, so the verdict is for this test set; save predictions.jsonl (id, label, prediction) for a verdict on new examples, slices and calibration',
    };
  const own = records.filter(({ model }) => model === records[0]?.model);
  return new Set(own.map(({ predictions }) => predictions?.examples)).size === 1
    ? { topic, status: 'ok', message: 'by example, so the verdict can be for new test examples' }
    : {
        topic,
        status: 'note',
        message:
          'by example, but each seed has its own test set; give its split a fixed seed for a verdict on new examples',
      };
}

export function describeCost(
  records: readonly RunRecord[],
  { looks, models, parallel }: { looks: readonly number[]; models: number; parallel: number },
): Finding {
  const seconds = records.reduce((sum, { cost }) => sum + cost.wallSeconds, 0) / records.length;
  const peak = Math.max(...records.map(({ cost }) => cost.peakMemoryBytes ?? 0));
  const memory = peak === 0 ? '' : ` and ${Math.max(1, Math.round(peak / 2 ** 20))} MB`;
  const runs = [...new Set([looks[0] ?? 1, looks.at(-1) ?? 1])].map((seeds) => seeds * models);
  const paid = records.flatMap(({ cost }) => cost.dollars ?? []);
  const ofRun = paid.reduce((sum, one) => sum + one, 0) / paid.length;
  const price = paid.length === 0 ? '' : ` and ${dollars(ofRun)}`;
  const prices = paid.length === 0 ? '' : `, ${runs.map((all) => dollars(all * ofRun)).join(' to ')}`;
  const times = [...new Set(runs.map((all) => time(Math.max(1, all / parallel) * seconds)))];
  return {
    topic: 'cost',
    status: 'ok',
    message: `${time(seconds)}${memory}${price} per run; ${runs.map(count).join(' to ')} runs, ${times.join(' to ')}${prices}, ${parallel} at a time`,
  };
}

function time(seconds: number): string {
  return roughDuration(seconds).replaceAll('\u00a0', ' ');
}

function show(value: number | undefined): string {
  return value === undefined ? 'no value' : String(Number(value.toPrecision(4)));
}
