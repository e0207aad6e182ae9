/**
 * Data that a statistic is not defined for: too few values, values that are not finite, values that do not vary.
 *
 * A class of its own, so that the analysis can turn exactly these into an `inconclusive` or `invalid` comparison with
 * the message as its reason, and let a mistake in the program surface as the crash that it is.
 */
export class StatisticsError extends Error {
  override readonly name = 'StatisticsError';
}

/** A value that is not finite, such as the difference of two numbers that are as large as a double can be. */
export class NotFiniteError extends StatisticsError {}

/** Throws unless all values are finite: one NaN in a sample would silently become a verdict made of NaN. */
export function requireFinite(statistic: string, values: ArrayLike<number>): void {
  for (let index = 0; index < values.length; index++) {
    if (!Number.isFinite(values[index])) {
      throw new NotFiniteError(
        `${statistic} requires finite values: value ${index + 1} of ${values.length} is ${values[index]}`,
      );
    }
  }
}

/** Throws unless `low < value < high`; for levels, probabilities and margins. */
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
