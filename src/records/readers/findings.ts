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
import { ContradictoryRunError, formatPlace, type Place, show, unreadable } from './unreadable-run-error.ts';

/** Where the values of a name stand: the file that stated it last, and how many there are. */
export interface Stated {
  readonly file: string;
  readonly key: string;
  count: number;
}
export type StatedByName = Map<string, Stated>;

/** Values by name, of one split. */
export class Bag extends Map<string, number> {
  readonly stated: StatedByName;

  /** @param stated shared by the bags of all epochs */
  constructor(stated: StatedByName = new Map()) {
    super();
    this.stated = stated;
  }
}
/** What a run may say about its cost. The time on the clock is measured, not asked for. */
export type StatedCost = Partial<
  Pick<RunRecord['cost'], 'cpuSeconds' | 'peakMemoryBytes' | 'inferenceSeconds'>
>;

export type BagBySplit = Readonly<Record<Split, Bag>>;

/** Epochs × metrics: 15 to 20 MB as a record. */
const MAX_VALUES = 400_000;

/** What the readers have found so far, with the rules that hold for a value whichever file it came from. */
export class Findings {
  status: RunStatus = 'ok';
  failure: string | null = null;
  divergedBy: string | null = null;
  readonly epochs = new Map<number, BagBySplit>();
  /** Where the values of all epochs stand. */
  readonly curves: Readonly<Record<Split, StatedByName>> = bySplit(() => new Map());
  /** Where the values that the config names were found. */
  readonly named: Readonly<Record<Split, Map<string, Origin>>> = bySplit(() => new Map());
  readonly metrics: BagBySplit = bySplit(() => new Bag());
  /** Of curves that were left out: final where nothing else is stated. */
  readonly lastValues: BagBySplit = bySplit(() => new Bag());
  /** Metrics that have a file with their curve, below the folder that their tool writes to: `dvclive/eval/accuracy`. */
  readonly metricsWithCurve = new Set<string>();
  slices: RunRecord['slices'] = {};
  data: RunRecord['data'];
  parameters: number | null = null;
  environment: RunRecord['environment'] = {};
  cost: StatedCost = {};
  predictionsFile: string | null = null;
  /** The same within the run directory. */
  predictionsName: string | null = null;
  /** Final values that two folders state differently, by the bag that they would be in. */
  readonly rivals = new Map<Bag, ReadonlySet<string>>();
  readonly declared: ReadonlySet<string>;
  readonly warn: (message: string) => void;
  readonly #names = new Set<string>();
  readonly #warned = new Set<string>();
  readonly #repeating = new Set<string>();
  #values = 0;

  constructor(declaredMetrics: readonly string[], warn: (message: string) => void) {
    this.declared = new Set(declaredMetrics);
    this.warn = warn;
  }

  /** The values of an epoch; several lines and files may add to one. */
  epoch(value: unknown, place: Place): BagBySplit {
    const epoch = toNumber(value);
    if (typeof epoch !== 'number' || !Number.isFinite(epoch) || epoch < 0) {
      throw unreadable(place, `epoch must be a number of at least 0, found ${show(value)}`);
    }
    const known = this.epochs.get(epoch);
    if (known !== undefined) return known;
    if (this.epochs.size === MAX_EPOCHS) {
      throw unreadable(place, `more than ${MAX_EPOCHS} epochs; log once per epoch, not once per step`);
    }
    const bags = bySplit((split) => new Bag(this.curves[split]));
    this.epochs.set(epoch, bags);
    return bags;
  }

  /**
   * Takes a value that a file states under `key`. What is not a number is an error where a metric of the config or a
   * loss is meant, and of no interest elsewhere. What is not finite means that the run diverged, again only there.
   */
  add(bag: Bag, name: string, value: unknown, key: string, place: Place): void {
    const number = toNumber(value);
    if (number === null) return;
    const isEssential = name === 'loss' || this.declared.has(name);
    if (number === undefined) {
      if (!isEssential) return;
      throw unreadable(place, `${key} must be a number, found ${show(value)}`);
    }
    this.#requireName(name, place);
    if (Number.isFinite(number)) this.#set(bag, name, number, key, place);
    else if (isEssential) this.diverge(`${formatPlace(place)}: ${key} is ${number}`, name);
    else
      this.#warnOnce(`${place.file}: ${key}`, `${formatPlace(place)}: ${key} is ${number} and was left out`);
  }

  /** As `add`, for a value that is not kept: it may be an error, or mean that the run diverged. */
  check(name: string, value: unknown, key: string, place: Place): void {
    this.add(new Bag(), name, value, key, place);
  }

  /** Takes back what a file said of an epoch. */
  remove(epoch: number, split: Split, name: string): void {
    if (!this.epochs.get(epoch)?.[split].delete(name)) return;
    this.#values -= 1;
    const stated = this.curves[split].get(name);
    if (stated !== undefined) stated.count -= 1;
  }

  /** The last epoch with something of a curve, null for none. */
  lastEpoch(): number | null {
    const epochs = [...this.epochs].filter(([, bags]) => bags.train.size + bags.validation.size > 0);
    return epochs.length === 0 ? null : epochs.reduce((last, [epoch]) => Math.max(last, epoch), 0);
  }

  /** The first sign counts: what follows it is its consequence. */
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

  /** Several files may be parts of one table: any of them stands for all. */
  keepPredictions(path: string, name: string): void {
    const known = this.predictionsFile;
    if (known !== null) {
      if (areParts(known, path)) return;
      const [first, second] = [basename(known), basename(path)];
      throw new ContradictoryRunError(
        `${first} and ${second} both hold predictions; write one file with all splits (a second test set is called shifted), or one file per split: val_predictions.csv, test_predictions.csv`,
      );
    }
    this.predictionsFile = path;
    this.predictionsName = name;
  }

  #set(bag: Bag, name: string, value: number, key: string, place: Place): void {
    const earlier = bag.get(name);
    if (earlier === undefined) this.#values += 1;
    else if (earlier !== value) this.#noteRepeat(bag, name, { key, place, earlier, value });
    if (this.#values > MAX_VALUES) {
      throw unreadable(
        place,
        `more than ${MAX_VALUES} values in all epochs; log fewer metrics, or fewer epochs`,
      );
    }
    bag.set(name, value);
    const stated = bag.stated.get(name);
    const count = (stated?.count ?? 0) + (earlier === undefined ? 1 : 0);
    if (stated?.file === place.file && stated.key === key) stated.count = count;
    else bag.stated.set(name, { file: place.file, key, count });
  }

  /** Once a file: where one value is stated again, most are. */
  #noteRepeat(bag: Bag, name: string, { key, place, earlier, value }: Repeat): void {
    const first = bag.stated.get(name)?.file;
    if (
      Object.values(this.metrics).includes(bag) &&
      first !== undefined &&
      areSideBySide(first, place.file)
    ) {
      this.rivals.set(bag, new Set([...(this.rivals.get(bag) ?? []), name]));
      this.warn(
        `${first} and ${place.file} have different values of ${key} (${earlier} and ${value}), so neither is used; write it to one of them only`,
      );
      return;
    }
    if (this.#repeating.has(place.file)) return;
    this.#repeating.add(place.file);
    this.warn(
      `${formatPlace(place)}: ${key} appears twice (${earlier}, then ${value}); the later value counts`,
    );
  }

  /** A run logs the same thing a thousand times over. */
  #warnOnce(subject: string, message: string): void {
    if (this.#warned.has(subject)) return;
    this.#warned.add(subject);
    this.warn(message);
  }

  #requireName(name: string, place: Place): void {
    if (this.#names.has(name)) return;
    const parsed = nameSchema.safeParse(name);
    if (!parsed.success) {
      const reason = parsed.error.issues[0]?.message ?? 'is not allowed';
      throw unreadable(place, `the name ${show(name)} cannot be used: ${reason}`);
    }
    this.#names.add(name);
    if (this.#names.size > MAX_METRICS) {
      throw unreadable(place, `more than ${MAX_METRICS} different metrics`);
    }
  }
}

interface Repeat {
  readonly key: string;
  readonly place: Place;
  readonly earlier: number;
  readonly value: number;
}

/** `cifar/metrics.json` and `svhn/metrics.json`; `fold_1` and `fold_2`, too, but not what a run leaves again in a later folder (`version_2`). */
function areSideBySide(one: string, other: string): boolean {
  if (basename(one) !== basename(other)) return false;
  const [first, second] = [dirname(one), dirname(other)].map((folder) => folder.split('/'));
  const at = first?.findIndex((part, index) => part !== second?.[index]) ?? -1;
  const [a, b] = [first?.[at], second?.[at]];
  if (a === undefined || b === undefined || a === '.' || b === '.') return false;
  const isLater = a.replace(/\d+$/, '') === b.replace(/\d+$/, '') && LATER.test(a);
  return !isLater;
}

/** What tools call the folder of a run that was taken up again, or of a later moment of one. */
const LATER = /^(version|checkpoint|epoch|step|run|iter(ation)?|trial)?[-_]?\d+$/i;

function bySplit<Value>(create: (split: Split) => Value): Record<Split, Value> {
  return Object.fromEntries(SPLITS.map((split) => [split, create(split)] as const)) as Record<Split, Value>;
}
