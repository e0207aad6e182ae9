import type { Split } from '../record.ts';
import { isEpochName } from './axis-names.ts';
import type { Findings } from './findings.ts';
import { splitFlatName } from './flat-names.ts';
import { foldSteps, type Point } from './fold-steps.ts';

/** The values of one metric on one split, in ascending order of their steps. */
export interface Series {
  readonly split: Split;
  readonly name: string;
  /** As the tool calls it, and the file that stated it last: for messages. */
  readonly key: string;
  readonly file: string;
  readonly steps: number[];
  readonly values: number[];
}

/**
 * What a tool logs by step and not by epoch, in one or several files: each metric at steps of its own. In the end the
 * steps are folded to the points of a curve (`fold-steps.ts`).
 */
export class StepLog {
  /** What the tool calls the run, where it can keep several. */
  run: string | null = null;
  readonly #tool: string;
  readonly #series = new Map<string, Series>();
  readonly #epochs: Series = { split: 'train', name: 'epoch', key: 'epoch', file: '', steps: [], values: [] };
  readonly #wentBack = new Set<string>();
  readonly #files = new Set<string>();

  constructor(tool: string) {
    this.#tool = tool;
  }

  /** The series of a metric; look it up once, not for every value. A name that states no split belongs to `fallback`. */
  series(key: string, fallback: Split, file: string, findings: Findings): Series {
    this.#files.add(file);
    const { split, name } = splitFlatName(key, fallback, findings.declared);
    // Whatever its split: Hugging Face calls it train/epoch.
    if (isEpochName(name)) return this.#epochs;
    const id = `${split} ${name}`;
    const known = this.#series.get(id);
    if (known?.file === file) return known;
    const series = { split, name, key, file, steps: known?.steps ?? [], values: known?.values ?? [] };
    this.#series.set(id, series);
    return series;
  }

  hasFile(file: string): boolean {
    return this.#files.has(file);
  }

  /** The epoch in which a step lies, where the tool says so. */
  setEpoch(step: number, epoch: number): void {
    append(this.#epochs, step, epoch);
  }

  /** A step that is not beyond the last one belongs to a run that was taken up again: it replaces what followed. */
  add(series: Series, step: number, value: number): void {
    if (append(series, step, value) && series !== this.#epochs) this.#wentBack.add(series.file);
  }

  /** Hands the curves over, in the same form as those of other files. */
  finish(findings: Findings): void {
    for (const file of this.#wentBack) {
      findings.warn(
        `${file}: the steps go back, as when a run is resumed; of two values for one step the later counts`,
      );
    }
    const all = [...this.#series.values()].filter((series) => !this.#hasEpochMean(series));
    const series = all.filter(({ values }) => values.length > 0).map((one) => finiteOnly(one, findings));
    const { points, notes } = foldSteps(series, this.#epochs);
    for (const note of notes) findings.warn(`${this.#tool}: ${note}`);
    for (const point of points) addPoint(point, this.#tool, findings);
  }

  /** Lightning logs `train_loss_step` beside `train_loss_epoch`, which is the mean of it. */
  #hasEpochMean({ split, name }: Series): boolean {
    return name.endsWith('_step') && this.#series.has(`${split} ${name.slice(0, -'_step'.length)}`);
  }
}

function addPoint({ epoch, values }: Point, tool: string, findings: Findings): void {
  const bags = findings.epoch(epoch, { file: tool, line: null });
  for (const { series, value } of values) {
    findings.add(bags[series.split], series.name, value, series.key, { file: series.file, line: null });
  }
}

/** @returns whether values had to give way that stood there already and say something else */
function append({ steps, values }: Series, step: number, value: number): boolean {
  let differs = false;
  while ((steps.at(-1) ?? Number.NEGATIVE_INFINITY) >= step) {
    const isSame = steps.at(-1) === step && Object.is(values.at(-1), value);
    differs ||= !isSame;
    steps.pop();
    values.pop();
  }
  steps.push(step);
  values.push(value);
  return differs;
}

/** NaN is a finding where a loss or a metric of the config is meant; a mean must not hide it, nor become it. */
function finiteOnly(series: Series, findings: Findings): Series {
  if (series.values.every(Number.isFinite)) return series;
  const at = series.values.findIndex((value) => !Number.isFinite(value));
  const key = `${series.key} at step ${series.steps[at]}`;
  findings.add(new Map(), series.name, series.values[at], key, { file: series.file, line: null });
  const kept = series.steps.map((step, index) => [step, series.values[index] as number] as const);
  const finite = kept.filter(([, value]) => Number.isFinite(value));
  return { ...series, steps: finite.map(([step]) => step), values: finite.map(([, value]) => value) };
}
