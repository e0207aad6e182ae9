import { nameSchema } from '../../../config/names.ts';
import { isObject } from '../../json.ts';
import { MAX_SLICES, type Split } from '../../record.ts';
import { splitOfWord } from '../flat-names.ts';
import { type Place, show, UnreadableRunError, unreadable } from '../unreadable-run-error.ts';
import { AlikeRows } from './alike-rows.ts';
import { Classes } from './classes.ts';
import { NumberColumns } from './number-columns.ts';
import { NumberRows } from './number-rows.ts';
import type { PredictionTable, SplitPredictions } from './prediction-table.ts';
import {
  parseId,
  parseLabel,
  parseProbabilities,
  parseScore,
  parseShown,
  parseSlices,
  type Target,
} from './prediction-values.ts';

type Field =
  | 'epoch'
  | 'split'
  | 'id'
  | 'cluster'
  | 'label'
  | 'prediction'
  | 'score'
  | 'probabilities'
  | 'slices'
  | 'features'
  | 'scores'
  | 'show';

/** One row as a file states it: nothing of it has been checked. */
export type PredictionRow = Readonly<Partial<Record<Field, unknown>>>;

interface Columns {
  readonly ids: string[];
  /** Null where a row names none. */
  readonly clusters: Array<string | null>;
  readonly labels: Target[];
  /** Null: the class of the largest probability. */
  readonly predictions: Array<Target | null>;
  /** Null before the first. */
  probabilities: NumberRows | null;
  readonly slices: Map<string, number[]>;
  readonly features: NumberColumns;
  readonly scores: NumberColumns;
  /** Null where a row gives none. */
  readonly shown: Array<string | null>;
}

const MAX_ROWS = 2_000_000;
/** What the grade of a right answer is: the label of answers that have none. */
const RIGHT = 1;

/** Checks row after row; in the end, class names become indices in the order of the sorted names. */
export class TableBuilder {
  /** The one whose rows come now: for messages. */
  file: string;
  /** Of rows that name none. */
  #split: Split = 'test';
  readonly #isScored: boolean;
  readonly #splits = new Map<Split, Columns>();
  readonly #alike = new AlikeRows();
  readonly #sliceNames = new Set<string>();
  readonly #classes = new Classes();
  #rows = 0;

  /** @param options.isScored whether each row has the score of an answer in place of label and prediction */
  constructor(file: string, { isScored = false }: { isScored?: boolean } = {}) {
    this.file = file;
    this.#isScored = isScored;
  }

  /** Before the rows of a file. @param split of rows that name none; null for test */
  begin(file: string, split: Split | null): void {
    this.file = file;
    this.#split = split ?? 'test';
  }

  /**
   * @param classes what a header names its columns of probabilities after: 0, 1, 2, … or class names
   * @returns the same in the order of the class indices
   */
  nameClasses(classes: readonly string[]): readonly string[] {
    return this.#classes.takeHeader(classes, { file: this.file, line: 1 });
  }

  add(row: PredictionRow, line: number): void {
    const place = { file: this.file, line };
    this.#rows += 1;
    if (this.#rows > MAX_ROWS) throw unreadable(place, `more than ${MAX_ROWS} predictions`);
    this.#alike.requireEpoch(row.epoch, place);
    const columns = this.#columnsOf(row.split ?? this.#split, place);
    const index = columns.labels.length;
    const isGraded = this.#isScored || isObject(row.scores);
    this.#alike.requireGraded(isGraded, place);
    const label = isGraded ? RIGHT : parseLabel(row.label, 'label', place);
    const prediction = isGraded ? gradeOf(row, place) : parseLabel(row.prediction, 'prediction', place);
    const probabilities = isGraded ? null : parseProbabilities(row.probabilities, place);
    if (label === null) throw unreadable(place, 'label is missing');
    if (prediction === null && probabilities === null) {
      throw unreadable(place, 'prediction is missing, and there are no probabilities to take it from');
    }
    this.#addProbabilities(columns, probabilities, place);
    this.#classes.require(label, 'label', place);
    if (prediction !== null) this.#classes.require(prediction, 'prediction', place);
    columns.labels.push(this.#classes.intern(label, place));
    columns.predictions.push(prediction === null ? null : this.#classes.intern(prediction, place));
    columns.ids.push(parseId(row.id, place) ?? String(index));
    columns.clusters.push(parseId(row.cluster, place, 'cluster'));
    for (const slice of parseSlices(row.slices, place)) this.#addToSlice(columns, slice, index, place);
    columns.features.add(index, row.features, place);
    if (isGraded) columns.scores.add(index, row.scores, place);
    columns.shown.push(parseShown(row.show, place));
  }

  build(): PredictionTable {
    if (this.#rows === 0) throw new UnreadableRunError(`${this.file}: holds no predictions`);
    const targets = [...this.#splits.values()].flatMap(({ labels, predictions }) => [labels, predictions]);
    const names = this.#classes.names(targets, this.file);
    const indices = names === null ? null : new Map(names.map((name, index) => [name, index]));
    const toIndex = (target: Target) => indices?.get(String(target)) ?? Number(target);
    const splits = [...this.#splits].map(([split, stated]) => {
      const { ids, clusters, labels, predictions, probabilities, slices, features, scores, shown } = stated;
      const columns: SplitPredictions = {
        ids,
        clusters: clusters.every((cluster) => cluster === null) ? null : clusters,
        labels: toNumbers(labels, toIndex),
        predictions: toNumbers(predictions, (prediction, index) =>
          prediction === null ? (probabilities?.argMax(index) ?? 0) : toIndex(prediction),
        ),
        probabilities,
        slices,
        features: features.build(labels.length),
        scores: scores.build(labels.length),
        shown: shown.every((text) => text === null) ? null : shown,
      };
      return [split, columns] as const;
    });
    return { splits: new Map(splits), classes: names?.length ?? this.#classes.width, classNames: names };
  }

  #columnsOf(stated: unknown, place: Place): Columns {
    const split = typeof stated === 'string' ? splitOfWord(stated) : null;
    if (split === null) {
      throw unreadable(place, `split must be train, validation, test or shifted, found ${show(stated)}`);
    }
    const known = this.#splits.get(split);
    if (known !== undefined) return known;
    const columns: Columns = {
      ids: [],
      clusters: [],
      labels: [],
      predictions: [],
      probabilities: null,
      slices: new Map(),
      features: new NumberColumns('feature'),
      scores: new NumberColumns('score'),
      shown: [],
    };
    this.#splits.set(split, columns);
    return columns;
  }

  #addProbabilities(columns: Columns, probabilities: readonly number[] | null, place: Place): void {
    const earlier = columns.labels.length;
    if (earlier > 0 && (probabilities === null) !== (columns.probabilities === null)) {
      throw unreadable(place, 'probabilities must be given for all examples of a split or for none');
    }
    if (probabilities === null) return;
    const width = this.#classes.requireWidth(probabilities.length, place);
    columns.probabilities ??= new NumberRows(width);
    columns.probabilities.push(probabilities);
  }

  #addToSlice(columns: Columns, slice: string, index: number, place: Place): void {
    if (!this.#sliceNames.has(slice)) {
      if (!nameSchema.safeParse(slice).success) {
        throw unreadable(place, `the slice name ${show(slice)} is empty, too long or reserved`);
      }
      this.#sliceNames.add(slice);
      if (this.#sliceNames.size > MAX_SLICES) throw unreadable(place, `more than ${MAX_SLICES} slices`);
    }
    const positions = columns.slices.get(slice) ?? [];
    if (positions.length === 0) columns.slices.set(slice, positions);
    if (positions.at(-1) !== index) positions.push(index);
  }
}

/** The first score stands for the answer where one number has to. */
function gradeOf({ score, scores }: PredictionRow, place: Place): number {
  return parseScore(isObject(scores) ? Object.values(scores)[0] : score, place);
}

function toNumbers<Value>(
  values: readonly Value[],
  convert: (value: Value, index: number) => number,
): Float64Array {
  const numbers = new Float64Array(values.length);
  for (const [index, value] of values.entries()) numbers[index] = convert(value, index);
  return numbers;
}
