/** Passes pieces of text on until they are more than `maxBytes` as UTF-8; then throws what `tooLarge` makes. */
export function* withinBytes(
  pieces: Iterable<string>,
  maxBytes: number,
  tooLarge: () => Error,
): Generator<string> {
  let total = 0;
  for (const piece of pieces) {
    total += Buffer.byteLength(piece);
    if (total > maxBytes) throw tooLarge();
    yield piece;
  }
}
