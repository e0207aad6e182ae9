import { nameSchema } from '../../../config/names.ts';
import { isObject } from '../../json.ts';
import { MAX_SLICES, type Split } from '../../record.ts';
import { splitOfWord } from '../flat-names.ts';
import { type FileLine, show, UnreadableRunError, unreadable } from '../unreadable-run-error.ts';
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

/** The same example of several epochs or runs is not so many examples. */
export const OF_ONE_RUN = ['epoch', 'seed', 'run', 'run_id', 'model'] as const;

type Field =
  | (typeof OF_ONE_RUN)[number]
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

export type PredictionRow = Readonly<Partial<Record<Field, unknown>>>;

interface Columns {
  readonly ids: string[];
  /** Null where a row names none. */
  readonly clusters: Array<string | null>;
  readonly labels: Target[];
  /** Null: the class of the largest probability. */
  readonly predictions: Array<Target | null>;
  probabilities: NumberRows | null;
  readonly slices: Map<string, number[]>;
  readonly features: NumberColumns;
  readonly scores: NumberColumns;
  readonly shown: Array<string | null>;
}

const MAX_ROWS = 2_000_000;
/** Grade of a right answer, used as the label of graded answers. */
const RIGHT = 1;

/** Takes the rows of a file; several runs may be apart. */
export type PredictionSink = Pick<TableBuilder, 'file' | 'nameClasses' | 'add'>;

/** Checks each row. `build` turns class names into indices, in sorted order. */
export class TableBuilder {
  file: string;
  /** Split of rows that name none. */
  #split: Split = 'test';
  readonly #isScored: boolean;
  readonly #splits = new Map<Split, Columns>();
  readonly #alike = new AlikeRows();
  readonly #sliceNames = new Set<string>();
  readonly #classes = new Classes();
  #rows = 0;

  /** @param options.isScored rows have a score in place of label and prediction */
  constructor(file: string, { isScored = false }: { isScored?: boolean } = {}) {
    this.file = file;
    this.#isScored = isScored;
  }

  /**
   * Call it before the rows of a file.
   *
   * @param split of rows that name none; null for test
   */
  begin(file: string, split: Split | null): void {
    this.file = file;
    this.#split = split ?? 'test';
  }

  /**
   * @param classes names of the probability columns: 0, 1, 2, … or class names
   * @returns the same in the order of class indices
   */
  nameClasses(classes: readonly string[]): readonly string[] {
    return this.#classes.takeHeader(classes, { file: this.file, line: 1 });
  }

  add(row: PredictionRow, line: number): void {
    const place = { file: this.file, line };
    this.#rows += 1;
    if (this.#rows > MAX_ROWS) throw unreadable(place, `more than ${MAX_ROWS} predictions`);
    for (const column of OF_ONE_RUN) this.#alike.requireSame(column, row[column], place);
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

  #columnsOf(stated: unknown, place: FileLine): Columns {
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

  #addProbabilities(columns: Columns, probabilities: readonly number[] | null, place: FileLine): void {
    const earlier = columns.labels.length;
    if (earlier > 0 && (probabilities === null) !== (columns.probabilities === null)) {
      throw unreadable(place, 'probabilities must be given for all examples of a split or for none');
    }
    if (probabilities === null) return;
    const width = this.#classes.requireWidth(probabilities.length, place);
    columns.probabilities ??= new NumberRows(width);
    columns.probabilities.push(probabilities);
  }

  #addToSlice(columns: Columns, slice: string, index: number, place: FileLine): void {
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

/** The first score represents the answer. */
function gradeOf({ score, scores }: PredictionRow, place: FileLine): number {
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

/** Checks that rows of a file agree. */
class AlikeRows {
  readonly #first = new Map<string, unknown>();
  #isGraded: boolean | null = null;

  requireSame(column: string, stated: unknown, place: FileLine): void {
    if (stated === undefined || stated === null || stated === '') return;
    const first = this.#first.get(column) ?? stated;
    this.#first.set(column, first);
    if (first === stated) return;
    const only = column === 'epoch' ? 'of the last epoch' : 'of this run';
    throw unreadable(
      place,
      `${column} ${show(stated)}, but earlier rows have ${show(first)}; write only the predictions ${only}`,
    );
  }

  requireGraded(isGraded: boolean, place: FileLine): void {
    this.#isGraded ??= isGraded;
    if (this.#isGraded === isGraded) return;
    throw unreadable(place, 'all rows need a score, or all need label and prediction');
  }
}
