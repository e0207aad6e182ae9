/**
 * What a run left reads well, and still cannot be kept: it is too large, or not what a record may hold. The run's fault,
 * unlike a full disk: whoever catches it counts the run as failed and goes on.
 */
export class UnsavableRecordError extends Error {
  override name = 'UnsavableRecordError';
}
