/** Replayed steps differ from what the model would have done; the run must be trained again in full. */
export class UnlikeStep extends Error {
  override readonly name = 'UnlikeStep';

  constructor(cause: unknown = null) {
    super(
      'a step of the training does something else than those before it, which were replayed; train this run in full',
      { cause },
    );
  }
}
