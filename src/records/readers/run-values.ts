/** All values that the files of a run state, each with the place it comes from. */
import { basename } from 'node:path';
import { nameSchema } from '../../config/names.ts';
import { knownByName, meansTheSame } from '../../stats/metrics/names.ts';
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
  readonly origin?: Origin | undefined;
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
  Pick<RunRecord['cost'], 'cpuSeconds' | 'peakMemoryBytes' | 'inferenceSeconds' | 'dollars'>
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
  /** Curves whose last value is not the result, because another file states a different one. */
  readonly curvesWithoutEnd: BySplit<true> = bySplit();
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
  readonly #rivals: BySplit<StatedValue> = bySplit();
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
  curveOf(split: Split, name: string): ReadonlyArray<{ readonly epoch: number; readonly value: number }> {
    const values = [...(this.curves[split].get(name)?.byEpoch ?? [])];
    return values.sort(([a], [b]) => a - b).map(([epoch, { value }]) => ({ epoch, value }));
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
    for (const split of SPLITS) {
      for (const [name, stated] of values.finals[split]) this.#put(split, name, 'final', stated);
      for (const [name, curve] of values.curves[split]) this.#takeCurve(split, name, curve);
    }
    for (const epoch of values.#epochs) this.#epochs.add(epoch);
    for (const message of values.warnings) this.warn(message);
    if (this.status === 'ok') this.divergedBy = values.divergedBy;
    if (values.status === 'crashed') this.crash(values.failure ?? '');
    else if (values.status !== 'ok') this.diverge(values.failure ?? '', values.divergedBy);
    this.stepLogs.push(...values.stepLogs);
    const environment = { ...this.facts.environment, ...values.facts.environment };
    Object.assign(this.facts, values.facts, { environment });
  }

  /** Removes values that files state differently, since nothing tells which one is meant. Call it after the last file. */
  dropRivals(): void {
    for (const split of ['validation', 'test', 'shifted'] as const)
      for (const [name, final] of this.finals[split]) this.#compareWithCurve(split, name, final);
    for (const split of SPLITS) {
      for (const name of this.#rivals[split].keys()) {
        this.finals[split].delete(name);
        this.curves[split].delete(name);
      }
    }
  }

  /** A final value in one file is of the last or the best epoch of the curve in another, or neither is the result. */
  #compareWithCurve(split: Split, name: string, final: StatedValue): void {
    const own = [...this.curves[split].keys()].find((other) => meansTheSame(other, name)) ?? name;
    const { latest } = this.curves[split].get(own) ?? {};
    const curve = this.curveOf(split, own).map(({ value }) => value);
    const last = curve.at(-1);
    if (latest === undefined || last === undefined || latest.file === final.file) return;
    const isSelected = isBestOf(curve, name, final.value) || this.isOfBestEpoch(split, own, final.value);
    if (areAlike(final.value, last) || isSelected) {
      if (!this.finals[split].has(own)) this.finals[split].set(own, final);
      return;
    }
    this.finals[split].delete(name);
    this.curvesWithoutEnd[split].set(own, true);
    this.warn(
      `${final.file} says that ${final.key} is ${final.value}, and ${latest.file} ends with ${latest.key} ${last}, so neither is the result; write it to one of them only, or choose with from`,
    );
  }

  /** True for the value of an epoch at which a validation curve is at its best, as of a model that was restored. */
  isOfBestEpoch(split: Split, name: string, value: number): boolean {
    const own = this.curves[split].get(name)?.byEpoch;
    return [...this.curves.validation].some(([other, { byEpoch }]) => {
      const curve = [...byEpoch.values()].map((stated) => stated.value);
      return [...byEpoch].some(([epoch, stated]) => {
        const there = own?.get(epoch)?.value;
        const isThere = there !== undefined && areAlike(there, value);
        return isThere && knownByName(other) !== null && isBestOf(curve, other, stated.value);
      });
    });
  }

  #takeCurve(split: Split, name: string, curve: Curve): void {
    if (this.curves[split].has(name)) {
      for (const [epoch, stated] of curve.byEpoch) this.#put(split, name, epoch, stated);
      return;
    }
    this.curves[split].set(name, curve);
    this.#count += curve.byEpoch.size;
  }

  #set({ split, name, at, file, line, key, origin }: ValueIdentity, value: number): void {
    this.#put(split, name, at, { value, file, line, key, origin });
  }

  #put(split: Split, name: string, at: ValueIdentity['at'], stated: StatedValue): void {
    const earlier = this.#find(split, name, at);
    if (earlier === undefined) this.#requireOneMore(at, stated);
    else if (earlier.value !== stated.value) this.#noteRepeat({ split, name }, earlier, stated);
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

  #find(split: Split, name: string, at: ValueIdentity['at']): StatedValue | undefined {
    if (at === 'final') return this.finals[split].get(name);
    if (at === 'last') return this.lasts[split].get(name);
    return this.curves[split].get(name)?.byEpoch.get(at);
  }

  #requireOneMore(at: ValueIdentity['at'], place: FileLine): void {
    const isNewEpoch = typeof at === 'number' && !this.#epochs.has(at);
    if (isNewEpoch && this.#epochs.size === MAX_EPOCHS) throw unreadable(place, TOO_MANY_EPOCHS);
    if (this.#count === MAX_VALUES) throw unreadable(place, TOO_MANY_VALUES);
    this.#count += 1;
  }

  /** The limits hold for all files together. */
  #requireRoom(file: string, values: RunValues): void {
    const place = { file, line: null };
    if (this.#names.size + countNew(values.#names, this.#names) > MAX_METRICS)
      throw unreadable(place, TOO_MANY_METRICS);
    if (this.#epochs.size + countNew(values.#epochs, this.#epochs) > MAX_EPOCHS)
      throw unreadable(place, TOO_MANY_EPOCHS);
    let count = this.#count;
    for (const split of SPLITS) {
      for (const name of values.finals[split].keys()) if (!this.finals[split].has(name)) count += 1;
      for (const [name, { byEpoch }] of values.curves[split])
        count += countNew(byEpoch, this.curves[split].get(name)?.byEpoch);
    }
    if (count > MAX_VALUES) throw unreadable(place, TOO_MANY_VALUES);
  }

  /** Warns once a file: where one value is stated again, most are. */
  #noteRepeat(
    { split, name }: Pick<ValueIdentity, 'split' | 'name'>,
    earlier: StatedValue,
    later: StatedValue,
  ): void {
    const { file, key, value } = later;
    if (areSideBySide(earlier.file, file) && !areAlike(earlier.value, value)) {
      if (this.#rivals[split].has(name)) return;
      this.#rivals[split].set(name, later);
      this.warn(
        `${earlier.file} and ${file} have different values of ${key} (${earlier.value} and ${value}), so neither is used; write it to one of them only`,
      );
      return;
    }
    if (this.#filesWithRepeats.has(file)) return;
    this.#filesWithRepeats.add(file);
    this.warn(
      `${formatFileLine(later)}: ${key} appears twice (${earlier.value}, then ${value}); the later value counts`,
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

/**
 * `cifar/metrics.json` and `svhn/metrics.json`, `rank_0.csv` and `rank_1.csv`. A later folder of one run (`version_2`)
 * and a file above the folder are not.
 */
export function areSideBySide(one: string, other: string): boolean {
  const first = one.split('/');
  const second = other.split('/');
  const at = first.findIndex((part, index) => part !== second[index]);
  const a = first[at];
  const b = second[at];
  if (a === undefined || b === undefined) return false;
  const areFolders = at < first.length - 1 && at < second.length - 1;
  if (!areFolders) return at === first.length - 1 && at === second.length - 1;
  return !(a.replace(/\d+$/, '') === b.replace(/\d+$/, '') && LATER.test(a));
}

/** Folders that tools give to a resumed run, or to a later moment of one. */
const LATER = /^(version|checkpoint|epoch|step|run|iter(ation)?|trial)?[-_]?\d+$/i;

/** Nobody prints less: 0.8 is all of 8 right of 10, and no 0.83 in short. */
const FEWEST_DIGITS = 0.01;

/** Files may print more or fewer digits, or in single precision. */
export function areAlike(one: number, other: number): boolean {
  const size = Math.max(Math.abs(one), Math.abs(other));
  const printed = Math.max(lastDigitOf(one), lastDigitOf(other));
  const step = Math.max(Math.min(printed, FEWEST_DIGITS * Math.max(1, size)), 1e-6 * size);
  return Math.abs(one - other) <= 0.5 * step * (1 + 1e-9);
}

function lastDigitOf(value: number): number {
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  return 10 ** (Number(exponent) - Math.max(0, mantissa.replace(/[-.]/g, '').length - 1));
}

/** Fewer values offer no choice of a best one. */
const FEWEST_VALUES = 3;

/** Whether a value is the largest or smallest of a curve, by the direction of the metric if that is known. */
export function isBestOf(curve: readonly number[], name: string, value: number): boolean {
  if (curve.length < FEWEST_VALUES) return false;
  const direction = knownByName(name)?.direction;
  const least = curve.reduce((a, b) => Math.min(a, b));
  const most = curve.reduce((a, b) => Math.max(a, b));
  return (
    (direction !== 'minimize' && areAlike(value, most)) ||
    (direction !== 'maximize' && areAlike(value, least))
  );
}

interface Keys<Key> {
  readonly size: number;
  keys(): Iterable<Key>;
  has(key: Key): boolean;
}

function countNew<Key>(found: Keys<Key>, known: Keys<Key> | undefined): number {
  if (known === undefined) return found.size;
  let count = 0;
  for (const key of found.keys()) if (!known.has(key)) count += 1;
  return count;
}

function bySplit<Value>(): BySplit<Value> {
  return { train: new Map(), validation: new Map(), test: new Map(), shifted: new Map() };
}
