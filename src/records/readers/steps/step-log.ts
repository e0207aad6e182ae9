import { splitFlatName } from '../flat-names.ts';
import { toNumber } from '../numbers.ts';
import { ContradictoryRunError, type FileLine } from '../unreadable-run-error.ts';
import { isEpochName } from './axis-names.ts';
import { type Folded, foldSteps } from './fold-steps.ts';
import { append, appendStretch, beginsWith, epochSeries, type Series } from './step-series.ts';
import { layEndToEnd, positionOf, toPositions } from './steps-by-epoch.ts';

/** The part of `RunValues` that a log by step uses. */
interface ValueChecks {
  readonly declared: ReadonlySet<string>;
  readonly warn: (message: string) => void;
  check(identity: FileLine & { readonly name: string; readonly key: string }, value: unknown): number | null;
}

/** Metrics that one file logs by step. Logs of a folder are joined and folded to curves (`fold-steps.ts`). */
export class StepLog {
  /** The tool's id of the run, for a tool that keeps several runs in one place. */
  run: string | null = null;
  readonly tool: string;
  readonly folder: string;
  readonly #values: ValueChecks;
  #series = new Map<string, Series>();
  #epochs = epochSeries();
  readonly #wentBack = new Set<string>();
  readonly #withoutEpoch = new Set<string>();
  /** True once a step has restarted in a later epoch: steps are positions then (`steps-by-epoch.ts`). */
  #beginsAnew = false;

  constructor(tool: string, folder: string, values: ValueChecks) {
    this.tool = tool;
    this.folder = folder;
    this.#values = values;
  }

  /** The series of a metric; look it up once. A name without a split belongs to `fallback`. */
  series(key: string, file: string, fallback: Series['split'] = 'train'): Series {
    const { split, name } = splitFlatName(key, fallback, this.#values.declared);
    // Whatever its split: Hugging Face calls it train/epoch.
    if (isEpochName(name)) return this.#epochs;
    const id = idOf({ split, name });
    const known = this.#series.get(id);
    if (known?.file === file) return known;
    const series = { steps: [], values: [], ...known, split, name, key, file };
    this.#series.set(id, series);
    return series;
  }

  /** Whether a step of the file has several values of a metric. */
  hasRepeats(file: string): boolean {
    return this.#wentBack.has(file);
  }

  /** The epoch in which a step lies, where the tool states it. Call it after adding the values of the row. */
  setEpoch(step: number, epoch: number): void {
    appendStretch(this.#epochs, this.#beginsAnew ? positionOf(step, epoch) : step, epoch);
  }

  /** `add` for a value that may not be a number. */
  state(
    series: Series,
    { step, epoch = null }: { readonly step: number; readonly epoch?: number | null },
    stated: unknown,
    { key, line = null }: { readonly key: string; readonly line?: number | null },
  ): void {
    const value = toNumber(stated);
    if (typeof value === 'number') this.add(series, step, value, epoch);
    else this.#values.check({ name: series.name, key, file: series.file, line }, stated);
  }

  /**
   * A step that is not beyond the last one belongs to a resumed run: it replaces what followed. In a later epoch it is a
   * step of that epoch alone.
   *
   * @param epoch stated in the row of the value; null for none
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
    if (goesBack && last !== undefined && epoch > last) this.#beginAnew();
    series.firstEpoch ??= epoch;
    series.lastEpoch = epoch;
  }

  #beginAnew(): void {
    if (this.#beginsAnew) return;
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

  /** Appends the log of a later file of the same folder, as if both were one file. */
  join(later: StepLog): void {
    if (this.run !== null && later.run !== null && this.run !== later.run) {
      throw new ContradictoryRunError(
        `mlruns holds two ${this.tool} runs, ${this.run} and ${later.run}; log one in each run directory, without nested runs`,
      );
    }
    this.run ??= later.run;
    const restarts = this.sharedWith(later).some(
      ([{ lastEpoch, steps }, { firstEpoch, steps: laterSteps }]) =>
        lastEpoch !== undefined &&
        firstEpoch !== undefined &&
        firstEpoch > lastEpoch &&
        (laterSteps[0] ?? Number.POSITIVE_INFINITY) <= (steps.at(-1) ?? Number.NEGATIVE_INFINITY),
    );
    if (restarts || this.#beginsAnew || later.#beginsAnew) {
      this.#beginAnew();
      later.#beginAnew();
    }
    for (const [id, series] of later.#series) {
      const known = this.#series.get(id);
      if (known === undefined) {
        this.#series.set(id, series);
        continue;
      }
      this.#appendAll(known, series);
      const lastEpoch = series.lastEpoch ?? known.lastEpoch;
      const joined = { ...known, key: series.key, file: series.file };
      if (lastEpoch !== undefined) joined.lastEpoch = lastEpoch;
      this.#series.set(id, joined);
    }
    this.#appendAll(this.#epochs, later.#epochs);
    for (const file of later.#wentBack) this.#wentBack.add(file);
    for (const file of later.#withoutEpoch) this.#withoutEpoch.add(file);
  }

  close(warn: (message: string) => void): void {
    for (const file of this.#withoutEpoch) {
      warn(
        `${file}: values without an epoch were left out, because the steps of other values restart in each epoch; log the epoch with each step`,
      );
    }
    if (this.#beginsAnew) layEndToEnd([...this.#series.values(), this.#epochs], { ...this.#epochs });
    this.#beginsAnew = false;
    for (const [id, series] of this.#series) if (series.values.length === 0) this.#series.delete(id);
  }

  sharedWith(other: StepLog): ReadonlyArray<readonly [Series, Series]> {
    return [...this.#series].flatMap(([id, series]) => {
      const own = other.#series.get(id);
      return own === undefined ? [] : [[series, own] as const];
    });
  }

  /** Adds a later folder of the same run: a shared metric continues from its first step there. */
  continueWith(later: StepLog): void {
    for (const [id, series] of later.#series) {
      const known = this.#series.get(id);
      if (known === undefined || beginsWith(series, known)) this.#series.set(id, series);
      else if (!beginsWith(known, series)) this.#appendAll(known, series);
    }
    const own = this.#epochs;
    const others = later.#epochs;
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

  fold(values: ValueChecks): Folded {
    for (const file of this.#wentBack) {
      values.warn(
        `${file}: the steps go back, as in a resumed run; for a step with two values, the later counts`,
      );
    }
    const all = [...this.#series.values()].filter((series) => !this.#isAlsoByEpoch(series));
    const folded = foldSteps(
      all.map((series) => finiteOnly(series, values)),
      this.#epochs,
    );
    for (const note of folded.notes) values.warn(`${this.tool}: ${note}`);
    return folded;
  }

  /**
   * Lightning logs `train_loss_step` next to its mean, `train_loss_epoch`; Keras logs `batch_loss` against batches next
   * to `epoch_loss` against epochs.
   */
  #isAlsoByEpoch({ split, name }: Series): boolean {
    const [, ofEpoch = null] = /^batch_(.+)$/.exec(name) ?? /^(.+)_step$/.exec(name) ?? [];
    return ofEpoch !== null && this.#series.has(idOf({ split, name: ofEpoch }));
  }
}

function idOf({ split, name }: Pick<Series, 'split' | 'name'>): string {
  return `${split} ${name}`;
}

/** Leaves out NaN, which is a finding for a loss or a metric of the config, and must not become part of a mean. */
function finiteOnly(series: Series, values: ValueChecks): Series {
  const { name, file, steps } = series;
  if (series.values.every(Number.isFinite)) return series;
  const at = series.values.findIndex((value) => !Number.isFinite(value));
  const key = `${series.key} at step ${steps[at]}`;
  values.check({ name, key, file, line: null }, series.values[at]);
  const kept = steps.map((step, index) => [step, series.values[index] as number] as const);
  const finite = kept.filter(([, value]) => Number.isFinite(value));
  return { ...series, steps: finite.map(([step]) => step), values: finite.map(([, value]) => value) };
}
