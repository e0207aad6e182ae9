/** The experiment was stopped from outside. Finished records are kept; there is no result. */
export class AbortedError extends Error {
  override readonly name = 'AbortedError';
}
