/**
 * A run succeeded but left no usable result: nothing, nonsense or too much. The message names file, line, key and
 * value.
 */
export class UnreadableRunError extends Error {
  override name = 'UnreadableRunError';
  /** Less useful than the printed output: the formats that were looked for. */
  readonly details: string | null;

  constructor(message: string, options?: ErrorOptions & { readonly details?: string }) {
    super(message, options);
    this.details = options?.details ?? null;
  }
}

/** An ambiguous or excessive result, which no other file can replace. */
export class ContradictoryRunError extends UnreadableRunError {
  override name = 'ContradictoryRunError';
}

/** Predictions are NaN or infinite: the model has diverged. */
export class NonFinitePredictionError extends UnreadableRunError {
  override name = 'NonFinitePredictionError';
}

export interface FileLine {
  readonly file: string;
  readonly line: number | null;
}

export function formatFileLine({ file, line }: FileLine): string {
  return line === null ? file : `${file}:${line}`;
}

export function unreadable(place: FileLine, message: string): UnreadableRunError {
  return new UnreadableRunError(`${formatFileLine(place)}: ${message}`);
}

export function show(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
