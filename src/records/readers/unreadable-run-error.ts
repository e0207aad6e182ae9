/**
 * A run ended well and left something that cannot be taken as its result: nothing, nonsense, or too much of it.
 * The message names the file, the line, the key and the value.
 */
export class UnreadableRunError extends Error {
  override name = 'UnreadableRunError';
  /** What is worth less to a reader than what the program printed: where was looked. */
  readonly details: string | null;

  constructor(message: string, options?: ErrorOptions & { readonly details?: string }) {
    super(message, options);
    this.details = options?.details ?? null;
  }
}

/** Two things of which nobody can tell which one is meant, or too much of it: no other file makes up for that. */
export class ContradictoryRunError extends UnreadableRunError {
  override name = 'ContradictoryRunError';
}

/** The predictions themselves are NaN or infinite: the model has diverged, and nothing can be computed from them. */
export class NonFinitePredictionError extends UnreadableRunError {
  override name = 'NonFinitePredictionError';
}

/** Where a value stands: `log.jsonl:7`. */
export interface Place {
  readonly file: string;
  readonly line: number | null;
}

export function formatPlace({ file, line }: Place): string {
  return line === null ? file : `${file}:${line}`;
}

export function unreadable(place: Place, message: string): UnreadableRunError {
  return new UnreadableRunError(`${formatPlace(place)}: ${message}`);
}

/** A value as a message shows it: cut, and on one line. */
export function show(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
