import type { Findings } from '../findings.ts';
import { splitFlatName } from '../flat-names.ts';
import { toNumber } from '../numbers.ts';
import type { Place } from '../unreadable-run-error.ts';
import { isEpochName } from './axis-names.ts';
import { type Folded, foldSteps } from './fold-steps.ts';
import { append, appendStretch, beginsWith, epochSeries, type Series } from './step-series.ts';
import { layEndToEnd, positionOf, toPositions } from './steps-by-epoch.ts';

/**
 * What a tool logs by step and not by epoch, in one or several files of one folder: each metric at steps of its own. In the end
 * the steps are folded to the points of a curve (`fold-steps.ts`).
 */
export class StepLog {
  /** What the tool calls the run, where it can keep several. */
  run: string | null = null;
  readonly tool: string;
  readonly folder: string;
  readonly #findings: Findings;
  #series = new Map<string, Series>();
  #epochs = epochSeries();
  readonly #wentBack = new Set<string>();
  readonly #withoutEpoch = new Set<string>();
  /** Since a step has begun anew in a later epoch: steps are positions (`steps-by-epoch.ts`). */
  #beginsAnew = false;

  constructor(tool: string, folder: string, findings: Findings) {
    this.tool = tool;
    this.folder = folder;
    this.#findings = findings;
  }

  /** The series of a metric; look it up once, not for every value. A name that states no split belongs to `fallback`. */
  series(key: string, file: string, fallback: Series['split'] = 'train'): Series {
    const { split, name } = splitFlatName(key, fallback, this.#findings.declared);
    // Whatever its split: Hugging Face calls it train/epoch.
    if (isEpochName(name)) return this.#epochs;
    const id = idOf({ split, name });
    const known = this.#series.get(id);
    if (known?.file === file) return known;
    const series = { steps: [], values: [], ...known, split, name, key, file };
    this.#series.set(id, series);
    return series;
  }

  /** The epoch in which a step lies, where the tool says so. After the values of the row. */
  setEpoch(step: number, epoch: number): void {
    appendStretch(this.#epochs, this.#beginsAnew ? positionOf(step, epoch) : step, epoch);
  }

  /** `add` for a value as a file states it under `key`: what is no number is an error or of no interest. */
  state(
    series: Series,
    step: number,
    stated: unknown,
    key: string,
    place: Place,
    epoch: number | null = null,
  ): void {
    const value = toNumber(stated);
    if (typeof value === 'number') this.add(series, step, value, epoch);
    else this.#findings.check(series.name, stated, key, place);
  }

  /**
   * A step that is not beyond the last one belongs to a run that was taken up again: it replaces what followed. In a later epoch
   * it is a step of that epoch alone.
   *
   * @param epoch what the row of the value says, null for nothing
   */
  add(series: Series, step: number, value: number, epoch: number | null = null): void {
    if (series === this.#epochs) {
      append(series, step, value);
      return;
    }
    if (epoch !== null) this.#noteEpoch(series, step, epoch);
    if (this.#beginsAnew && epoch === null) {
      this.#withoutEpoch.add(series.file);
      return;
    }
    const position = this.#beginsAnew && epoch !== null ? positionOf(step, epoch) : step;
    if (append(series, position, value)) this.#wentBack.add(series.file);
  }

  #noteEpoch(series: Series, step: number, epoch: number): void {
    const last = series.lastEpoch;
    const goesBack = step <= (series.steps.at(-1) ?? Number.NEGATIVE_INFINITY);
    if (!this.#beginsAnew && goesBack && last !== undefined && epoch > last) this.#beginAnew();
    series.lastEpoch = epoch;
  }

  #beginAnew(): void {
    this.#beginsAnew = true;
    for (const [id, series] of this.#series) {
      if (series.lastEpoch !== undefined) toPositions(series, this.#epochs);
      else if (series.steps.length > 0) {
        this.#withoutEpoch.add(series.file);
        this.#series.delete(id);
      }
    }
    toPositions(this.#epochs, { ...this.#epochs, steps: [...this.#epochs.steps] });
  }

  /** After the last value. */
  close(): void {
    for (const file of this.#withoutEpoch) {
      this.#findings.warn(
        `${file}: values without an epoch were left out, because the steps of other values restart in each epoch; log the epoch with each step`,
      );
    }
    if (this.#beginsAnew) layEndToEnd([...this.#series.values(), this.#epochs], { ...this.#epochs });
    this.#beginsAnew = false;
    for (const [id, series] of this.#series) if (series.values.length === 0) this.#series.delete(id);
  }

  /** The metrics that both logs state. */
  sharedWith(other: StepLog): ReadonlyArray<readonly [Series, Series]> {
    return [...this.#series].flatMap(([id, series]) => {
      const own = other.#series.get(id);
      return own === undefined ? [] : [[series, own] as const];
    });
  }

  /** Takes over what a later folder of the same run says: where both state a metric, from its first step there on. */
  continueWith(later: StepLog): void {
    for (const [id, series] of later.#series) {
      const known = this.#series.get(id);
      if (known === undefined || beginsWith(series, known)) this.#series.set(id, series);
      else if (!beginsWith(known, series)) this.#appendAll(known, series);
    }
    const [own, others] = [this.#epochs, later.#epochs];
    const [first = Number.NEGATIVE_INFINITY] = others.steps;
    if (first > (own.steps[0] ?? Number.POSITIVE_INFINITY)) this.#appendAll(own, others);
    else if (others.steps.length >= own.steps.length) this.#epochs = others;
    for (const file of later.#wentBack) this.#wentBack.add(file);
  }

  #appendAll(series: Series, { file, steps, values }: Series): void {
    for (const [at, step] of steps.entries()) {
      if (append(series, step, values[at] as number) && series !== this.#epochs) this.#wentBack.add(file);
    }
  }

  /** The points of its curves. */
  fold(): Folded {
    for (const file of this.#wentBack) {
      this.#findings.warn(
        `${file}: the steps go back, as in a resumed run; for a step with two values, the later counts`,
      );
    }
    const all = [...this.#series.values()].filter((series) => !this.#isAlsoByEpoch(series));
    const folded = foldSteps(
      all.map((series) => finiteOnly(series, this.#findings)),
      this.#epochs,
    );
    for (const note of folded.notes) this.#findings.warn(`${this.tool}: ${note}`);
    return folded;
  }

  /**
   * Lightning logs `train_loss_step` beside `train_loss_epoch`, which is the mean of it; Keras `batch_loss` against batches beside
   * `epoch_loss` against epochs.
   */
  #isAlsoByEpoch({ split, name }: Series): boolean {
    const [, ofEpoch = null] = /^batch_(.+)$/.exec(name) ?? /^(.+)_step$/.exec(name) ?? [];
    return ofEpoch !== null && this.#series.has(idOf({ split, name: ofEpoch }));
  }
}

function idOf({ split, name }: Pick<Series, 'split' | 'name'>): string {
  return `${split} ${name}`;
}

/** NaN is a finding where a loss or a metric of the config is meant; a mean must not hide it, nor become it. */
function finiteOnly(series: Series, findings: Findings): Series {
  if (series.values.every(Number.isFinite)) return series;
  const at = series.values.findIndex((value) => !Number.isFinite(value));
  const key = `${series.key} at step ${series.steps[at]}`;
  findings.check(series.name, series.values[at], key, { file: series.file, line: null });
  const kept = series.steps.map((step, index) => [step, series.values[index] as number] as const);
  const finite = kept.filter(([, value]) => Number.isFinite(value));
  return { ...series, steps: finite.map(([step]) => step), values: finite.map(([, value]) => value) };
}
