const MAX_SHOWN = 10;

/** Names in a message: quoted, and not without end. */
export function quoteNames(names: readonly string[], maxShown = MAX_SHOWN): string {
  const shown = names.slice(0, maxShown).map((name) => `"${name}"`);
  const hidden = names.length - shown.length;
  return hidden > 0 ? `${shown.join(', ')} and ${hidden} more` : shown.join(', ');
}
