/** What is kept of a run's predictions: a few numbers an example, however many classes there are. */
export interface RunPredictions {
  /** Class indices, or values of a regression. */
  readonly predictions: ArrayLike<number>;
  /** Null where the run gave none. */
  readonly probabilities: ClassProbabilities | null;
}

export interface ClassProbabilities {
  /** P(true class). */
  readonly ofLabel: Float64Array;
  readonly highest: Float64Array;
  /** The class of the highest probability, which need not be the prediction. */
  readonly highestClass: Int32Array;
  /** P(class 1) of two classes; null with more. */
  readonly ofClassOne: Float64Array | null;
}

/** @param rows one an example, with one probability a class */
export function keepProbabilities(
  labels: ArrayLike<number>,
  rows: ReadonlyArray<ArrayLike<number>>,
): ClassProbabilities {
  const highestClass = Int32Array.from(rows, (row) => {
    let best = 0;
    for (let label = 1; label < row.length; label++) {
      if ((row[label] as number) > (row[best] as number)) best = label;
    }
    return best;
  });
  const at = (row: ArrayLike<number>, label: number | undefined) => row[label ?? 0] as number;
  return {
    ofLabel: Float64Array.from(rows, (row, example) => at(row, labels[example])),
    highest: Float64Array.from(rows, (row, example) => at(row, highestClass[example])),
    highestClass,
    ofClassOne: rows[0]?.length === 2 ? Float64Array.from(rows, (row) => at(row, 1)) : null,
  };
}
