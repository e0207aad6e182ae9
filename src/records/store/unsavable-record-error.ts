/**
 * A run's result is too large, or not what a record may hold. Unlike a full disk, this is the run's fault, so it
 * counts as failed.
 */
export class UnsavableRecordError extends Error {
  override name = 'UnsavableRecordError';
}
