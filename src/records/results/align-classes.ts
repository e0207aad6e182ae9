import { UserError } from '../../config/user-error.ts';
import type { PredictionTable, SplitPredictions } from '../readers/predictions/prediction-table.ts';

/**
 * Renumbers classes so that indices mean the same in all tables: each file numbers only its own class names.
 *
 * @throws UserError if some classes are numbers and others names, or if probabilities have different classes
 */
export function alignClasses(
  files: readonly string[],
  tables: readonly PredictionTable[],
): readonly PredictionTable[] {
  const named = tables.findIndex(({ classNames }) => classNames !== null);
  if (named < 0) return tables;
  const numbered = tables.findIndex(({ classNames }) => classNames === null);
  if (numbered >= 0)
    throw new UserError(
      `${files[numbered]}: its classes are numbers, but those of ${files[named]} are names; use the same in every file`,
    );
  const all = [...new Set(tables.flatMap(({ classNames }) => classNames ?? []))].sort();
  const places = new Map(all.map((name, index) => [name, index]));
  return tables.map((table, index) => {
    const names = table.classNames ?? [];
    if (names.length === all.length) return table;
    const place = (label: number) => places.get(names[label] as string) as number;
    const split = (columns: SplitPredictions): SplitPredictions => {
      if (columns.probabilities !== null)
        throw new UserError(
          `${files[index]}: has probabilities of ${names.length} classes, but all files together have ${all.length}; write one for every class in each file`,
        );
      return {
        ...columns,
        labels: columns.labels.map(place),
        predictions: columns.predictions.map(place),
      };
    };
    return {
      splits: new Map([...table.splits].map(([name, columns]) => [name, split(columns)])),
      classes: all.length,
      classNames: all,
    };
  });
}
