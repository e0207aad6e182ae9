/** All values that the files of a run state, each with the place it comes from. */
import { basename, dirname } from 'node:path';
import { nameSchema } from '../../config/names.ts';
import {
  MAX_EPOCHS,
  MAX_METRICS,
  type Origin,
  type RunRecord,
  type RunStatus,
  SPLITS,
  type Split,
} from '../record.ts';
import { toNumber } from './numbers.ts';
import { areParts } from './predictions/parts-by-split.ts';
import { StepLog } from './steps/step-log.ts';
import {
  ContradictoryRunError,
  type FileLine,
  formatFileLine,
  show,
  unreadable,
} from './unreadable-run-error.ts';

/** Epochs × metrics: 15 to 20 MB as a record. */
const MAX_VALUES = 400_000;
const TOO_MANY_METRICS = `more than ${MAX_METRICS} different metrics`;
const TOO_MANY_EPOCHS = `more than ${MAX_EPOCHS} epochs; log once per epoch, not once per step`;
const TOO_MANY_VALUES = `more than ${MAX_VALUES} values in all epochs; log fewer metrics, or fewer epochs`;

export interface ValueIdentity extends FileLine {
  readonly split: Split;
  readonly name: string;
  /** An epoch; `final` for the result of the run; `last` for the end of a curve that is not kept. */
  readonly at: number | 'final' | 'last';
  /** How the file spells the name. */
  readonly key: string;
  /** Set for a value that the config names. */
  readonly origin?: Origin;
}

export interface StatedValue extends Pick<ValueIdentity, 'file' | 'line' | 'key' | 'origin'> {
  readonly value: number;
}

/** A metric's values by epoch, and the one that was stated last, whatever its epoch. */
interface Curve {
  readonly byEpoch: Map<number, StatedValue>;
  latest: StatedValue;
}

type BySplit<Value> = Readonly<Record<Split, Map<string, Value>>>;

/** Costs that a run may state; wall-clock time is measured instead. */
export type StatedCost = Partial<
  Pick<RunRecord['cost'], 'cpuSeconds' | 'peakMemoryBytes' | 'inferenceSeconds'>
>;

type Facts = Partial<Pick<RunRecord, 'slices' | 'data' | 'parameters' | 'environment'>> & {
  cost?: StatedCost;
};

/**
 * Each file is read into its own `RunValues`. `take` adds them to those of the run once the file has been read to its
 * end, so a file that turns out to be unreadable leaves nothing behind.
 */
export class RunValues {
  status: RunStatus = 'ok';
  failure: string | null = null;
  divergedBy: string | null = null;
  readonly finals: BySplit<StatedValue> = bySplit();
  readonly lasts: BySplit<StatedValue> = bySplit();
  readonly curves: BySplit<Curve> = bySplit();
  readonly stepLogs: StepLog[] = [];
  readonly facts: Facts = {};
  predictions: { readonly path: string; readonly name: string } | null = null;
  readonly warnings: string[] = [];
  readonly declared: ReadonlySet<string>;
  readonly #names = new Set<string>();
  readonly #epochs = new Set<number>();
  readonly #warned = new Set<string>();
  readonly #filesWithRepeats = new Set<string>();
  /** Values that a file took back, whichever file stated them first. */
  readonly #removed: Array<readonly [split: Split, name: string, epoch: number]> = [];
  readonly #rivals = new Map<Split, Set<string>>();
  #count = 0;

  constructor(declaredMetrics: Iterable<string>) {
    this.declared = new Set(declaredMetrics);
  }

  readonly warn = (message: string): void => {
    this.warnings.push(message);
  };

  /**
   * Adds a value. A loss or a metric of the config must be a number, and diverges the run unless it is finite; other
   * names are dropped then.
   */
  add(identity: ValueIdentity, value: unknown): void {
    const number = this.check(identity, value);
    if (number !== null) this.#set(identity, number);
  }

  /** `add` without keeping the value. Returns it if it is finite. */
  check(identity: FileLine & Pick<ValueIdentity, 'name' | 'key'>, value: unknown): number | null {
    const { name, key, file } = identity;
    const number = toNumber(value);
    if (number === null) return null;
    const isEssential = name === 'loss' || this.declared.has(name);
    if (number === undefined) {
      if (!isEssential) return null;
      throw unreadable(identity, `${key} must be a number, found ${show(value)}`);
    }
    this.#requireName(name, identity);
    if (Number.isFinite(number)) return number;
    if (isEssential) this.diverge(`${formatFileLine(identity)}: ${key} is ${number}`, name);
    else
      this.#warnOnce(`${file}: ${key}`, `${formatFileLine(identity)}: ${key} is ${number} and was left out`);
    return null;
  }

  requireEpoch(value: unknown, place: FileLine): number {
    const epoch = toNumber(value);
    if (typeof epoch === 'number' && Number.isFinite(epoch) && epoch >= 0) return epoch;
    throw unreadable(place, `epoch must be a number of at least 0, found ${show(value)}`);
  }

  remove(split: Split, name: string, epoch: number): void {
    this.#removed.push([split, name, epoch]);
    if (this.curves[split].get(name)?.byEpoch.delete(epoch)) this.#count -= 1;
  }

  /** The values of a metric in the order of their epochs. */
  curveOf(split: Split, name: string): ReadonlyArray<StatedValue & { readonly epoch: number }> {
    return [...(this.curves[split].get(name)?.byEpoch ?? [])]
      .sort(([a], [b]) => a - b)
      .map(([epoch, stated]) => ({ ...stated, epoch }));
  }

  /** The last epoch of the training and validation curves; null without curves. */
  lastEpoch(): number | null {
    let last: number | null = null;
    for (const curves of [this.curves.train, this.curves.validation]) {
      for (const { byEpoch } of curves.values())
        for (const epoch of byEpoch.keys()) last = Math.max(last ?? epoch, epoch);
    }
    return last;
  }

  /** Where the files of a tool in a folder put values by step. They become curves once all files are read. */
  steps(tool: string, folder: string): StepLog {
    const known = this.stepLogs.find((log) => log.tool === tool && log.folder === folder);
    if (known !== undefined) return known;
    const log = new StepLog(tool, folder, this);
    this.stepLogs.push(log);
    return log;
  }

  /** Keeps the first sign only: what follows is its consequence. */
  diverge(message: string, name: string | null = null): void {
    if (this.status !== 'ok') return;
    this.status = 'diverged';
    this.divergedBy = name;
    this.failure = message;
  }

  crash(message: string): void {
    this.status = 'crashed';
    this.failure = message;
  }

  /** Keeps one file of predictions: any part of a table stands for all its parts. */
  keepPredictions(path: string, name: string): void {
    if (this.predictions === null) this.predictions = { path, name };
    else if (!areParts(this.predictions.path, path)) {
      throw new ContradictoryRunError(
        `${basename(this.predictions.path)} and ${basename(path)} both hold predictions; write one file with all splits (a second test set is called shifted), or one file per split: val_predictions.csv, test_predictions.csv`,
      );
    }
  }

  /** Adds what a file states. Throws before it adds anything. */
  take(file: string, values: RunValues): void {
    this.#requireRoom(file, values);
    if (values.predictions !== null) this.keepPredictions(values.predictions.path, values.predictions.name);
    for (const name of values.#names) this.#names.add(name);
    for (const repeating of values.#filesWithRepeats) this.#filesWithRepeats.add(repeating);
    for (const removed of values.#removed) this.remove(...removed);
    for (const [identity, value] of values.#all()) this.#set(identity, value);
    for (const message of values.warnings) this.warn(message);
    if (this.status === 'ok') this.divergedBy = values.divergedBy;
    if (values.status === 'crashed') this.crash(values.failure ?? '');
    else if (values.status !== 'ok') this.diverge(values.failure ?? '', values.divergedBy);
    this.stepLogs.push(...values.stepLogs);
    const environment = { ...this.facts.environment, ...values.facts.environment };
    Object.assign(this.facts, values.facts, { environment });
  }

  /** Removes final values that folders state differently, since nothing tells which one is meant. */
  dropRivals(): void {
    for (const [split, names] of this.#rivals) for (const name of names) this.finals[split].delete(name);
  }

  *#all(): Generator<readonly [ValueIdentity, number]> {
    for (const split of SPLITS) {
      for (const [name, stated] of this.finals[split])
        yield [{ ...stated, split, name, at: 'final' }, stated.value];
      for (const [name, stated] of this.lasts[split])
        yield [{ ...stated, split, name, at: 'last' }, stated.value];
      for (const [name, { byEpoch }] of this.curves[split])
        for (const [at, stated] of byEpoch) yield [{ ...stated, split, name, at }, stated.value];
    }
  }

  #set(identity: ValueIdentity, value: number): void {
    const { split, name, at, file, line, key, origin } = identity;
    const stated: StatedValue = { value, file, line, key, ...(origin === undefined ? {} : { origin }) };
    const earlier = this.#find(identity);
    if (earlier !== undefined) {
      if (earlier.value !== value) this.#noteRepeat(identity, earlier, value);
    } else this.#requireOneMore(identity);
    if (at === 'final') this.finals[split].set(name, stated);
    else if (at === 'last') this.lasts[split].set(name, stated);
    else {
      const curve = this.curves[split].get(name) ?? { byEpoch: new Map(), latest: stated };
      this.curves[split].set(name, curve);
      curve.byEpoch.set(at, stated);
      curve.latest = stated;
      this.#epochs.add(at);
    }
  }

  #find({ split, name, at }: ValueIdentity): StatedValue | undefined {
    if (at === 'final') return this.finals[split].get(name);
    if (at === 'last') return this.lasts[split].get(name);
    return this.curves[split].get(name)?.byEpoch.get(at);
  }

  #requireOneMore(identity: ValueIdentity): void {
    const { at } = identity;
    const isNewEpoch = typeof at === 'number' && !this.#epochs.has(at);
    if (isNewEpoch && this.#epochs.size === MAX_EPOCHS) throw unreadable(identity, TOO_MANY_EPOCHS);
    if (this.#count === MAX_VALUES) throw unreadable(identity, TOO_MANY_VALUES);
    this.#count += 1;
  }

  /** The limits hold for all files together. */
  #requireRoom(file: string, values: RunValues): void {
    const place = { file, line: null };
    if (sizeOfUnion(this.#names, values.#names) > MAX_METRICS) throw unreadable(place, TOO_MANY_METRICS);
    if (sizeOfUnion(this.#epochs, values.#epochs) > MAX_EPOCHS) throw unreadable(place, TOO_MANY_EPOCHS);
    let count = this.#count;
    for (const [identity] of values.#all()) if (this.#find(identity) === undefined) count += 1;
    if (count > MAX_VALUES) throw unreadable(place, TOO_MANY_VALUES);
  }

  /** Warns once a file: where one value is stated again, most are. */
  #noteRepeat(identity: ValueIdentity, earlier: StatedValue, value: number): void {
    const { split, name, key, file } = identity;
    if (identity.at === 'final' && areSideBySide(earlier.file, file)) {
      this.#rivals.set(split, (this.#rivals.get(split) ?? new Set()).add(name));
      this.warn(
        `${earlier.file} and ${file} have different values of ${key} (${earlier.value} and ${value}), so neither is used; write it to one of them only`,
      );
      return;
    }
    if (this.#filesWithRepeats.has(file)) return;
    this.#filesWithRepeats.add(file);
    this.warn(
      `${formatFileLine(identity)}: ${key} appears twice (${earlier.value}, then ${value}); the later value counts`,
    );
  }

  /** A run logs the same thing thousands of times. */
  #warnOnce(subject: string, message: string): void {
    if (this.#warned.has(subject)) return;
    this.#warned.add(subject);
    this.warn(message);
  }

  #requireName(name: string, place: FileLine): void {
    if (this.#names.has(name)) return;
    const parsed = nameSchema.safeParse(name);
    if (!parsed.success) {
      const reason = parsed.error.issues[0]?.message ?? 'is not allowed';
      throw unreadable(place, `the name ${show(name)} cannot be used: ${reason}`);
    }
    this.#names.add(name);
    if (this.#names.size > MAX_METRICS) throw unreadable(place, TOO_MANY_METRICS);
  }
}

/** `cifar/metrics.json` and `svhn/metrics.json`, or `fold_1` and `fold_2`; a later folder of one run (`version_2`) is not. */
function areSideBySide(one: string, other: string): boolean {
  if (basename(one) !== basename(other)) return false;
  const first = dirname(one).split('/');
  const second = dirname(other).split('/');
  const at = first.findIndex((part, index) => part !== second[index]);
  const a = first[at];
  const b = second[at];
  if (a === undefined || b === undefined || a === '.' || b === '.') return false;
  const isLater = a.replace(/\d+$/, '') === b.replace(/\d+$/, '') && LATER.test(a);
  return !isLater;
}

/** Folders that tools give to a resumed run, or to a later moment of one. */
const LATER = /^(version|checkpoint|epoch|step|run|iter(ation)?|trial)?[-_]?\d+$/i;

function sizeOfUnion<Value>(one: ReadonlySet<Value>, other: ReadonlySet<Value>): number {
  let size = one.size;
  for (const value of other) if (!one.has(value)) size += 1;
  return size;
}

function bySplit<Value>(): BySplit<Value> {
  return { train: new Map(), validation: new Map(), test: new Map(), shifted: new Map() };
}
