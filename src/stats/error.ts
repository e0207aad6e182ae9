/**
 * Data on which a statistic is not defined. The analysis turns this class into an `inconclusive` or `invalid` comparison with
 * the message as its reason; other errors are crashes.
 */
export class StatisticsError extends Error {
  override readonly name = 'StatisticsError';
}

export class NotFiniteError extends StatisticsError {}

/** One NaN would silently become a verdict. */
export function requireFinite(statistic: string, values: ArrayLike<number>): void {
  for (let index = 0; index < values.length; index++) {
    if (!Number.isFinite(values[index])) {
      throw new NotFiniteError(
        `${statistic} requires finite values: value ${index + 1} of ${values.length} is ${values[index]}`,
      );
    }
  }
}

/** Throws unless `low < value < high`. */
export function requireBetween(
  statistic: string,
  name: string,
  value: number,
  low: number,
  high: number,
): void {
  if (!(value > low && value < high)) {
    throw new StatisticsError(
      `${statistic} requires ${name} above ${low} and below ${high}, but it is ${value}`,
    );
  }
}
