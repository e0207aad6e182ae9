/** `1 run`, `3 runs`, `2 entries`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${wordFor(count, one, many)}`;
}

/** The word alone: `is` for 1, `are` for any other number. */
export function wordFor(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many;
}
