import { distance } from 'fastest-levenshtein';

/** The allowed word at most two edits away, or a third of a long word. Case, "_" and "-" are ignored. */
export function nearest(word: string, allowed: readonly string[]): string | null {
  const wanted = fold(word);
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of allowed) {
    const edits = distance(wanted, fold(candidate));
    // Short words are all near each other, so at least half of the word must match.
    if (edits >= bestDistance || edits > fold(candidate).length / 2) continue;
    best = candidate;
    bestDistance = edits;
  }
  return best;
}

/** The end of a message about an unknown word; empty if no allowed one is near. */
export function didYouMean(word: string, allowed: readonly string[]): string {
  const guess = nearest(word, allowed);
  return guess === null ? '' : `; did you mean "${guess}"?`;
}

function fold(word: string): string {
  return word.slice(0, 100).toLowerCase().replaceAll('_', '-');
}
