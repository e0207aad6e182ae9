/** Keeps the predictions of each model and seed of a file apart. */
import { nameSchema } from '../../config/names.ts';
import type { PredictionTable } from '../readers/predictions/prediction-table.ts';
import {
  type PredictionRow,
  type PredictionSink,
  TableBuilder,
} from '../readers/predictions/table-builder.ts';
import { show, UnreadableRunError, unreadable } from '../readers/unreadable-run-error.ts';
import { readCell } from './cells.ts';

export interface PredictedRun {
  readonly model: string;
  /** null: the file names no seeds. */
  readonly seed: number | null;
  readonly file: string;
  readonly table: PredictionTable;
}

const MAX_RUNS = 10_000;

interface Options {
  readonly isScored: boolean;
  /** null: a column names the models. */
  readonly model: string | null;
  readonly hasSeeds: boolean;
}

export class RunsOfPredictions implements PredictionSink {
  file: string;
  readonly #options: Options;
  readonly #runs = new Map<string, Omit<PredictedRun, 'table'> & { readonly builder: TableBuilder }>();
  #classes: readonly string[] | null = null;

  constructor(file: string, options: Options) {
    this.file = file;
    this.#options = options;
  }

  nameClasses(classes: readonly string[]): readonly string[] {
    this.#classes = classes;
    return new TableBuilder(this.file).nameClasses(classes);
  }

  add(row: PredictionRow, line: number): void {
    const { model, hasSeeds, isScored } = this.#options;
    const place = { file: this.file, line };
    const name = model ?? String(row.model ?? '').trim();
    const seed = hasSeeds ? readCell(row.seed) : null;
    const key = `${seed} ${name}`;
    let run = this.#runs.get(key);
    if (run === undefined) {
      if (!nameSchema.safeParse(name).success)
        throw unreadable(place, `model must be a name, found ${show(name)}`);
      if (seed !== null && !(Number.isSafeInteger(seed) && Number(seed) >= 0))
        throw unreadable(place, `seed must be a whole number from 0, found ${show(row.seed)}`);
      if (this.#runs.size === MAX_RUNS) throw unreadable(place, `more than ${MAX_RUNS} runs`);
      const builder = new TableBuilder(this.file, { isScored });
      if (this.#classes !== null) builder.nameClasses(this.#classes);
      run = { model: name, seed: seed === null ? null : Number(seed), file: this.file, builder };
      this.#runs.set(key, run);
    }
    run.builder.add(row, line);
  }

  build(): readonly PredictedRun[] {
    if (this.#runs.size === 0) throw new UnreadableRunError(`${this.file}: holds no predictions`);
    return [...this.#runs.values()].map(({ builder, ...run }) => ({ ...run, table: builder.build() }));
  }
}
