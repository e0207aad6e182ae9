/** What all rows of one file of predictions have to have in common. */
import { type Place, show, unreadable } from '../unreadable-run-error.ts';

export class AlikeRows {
  /** Of the predictions, where the file says it. */
  #epoch: unknown;
  /** Null before the first row. */
  #isGraded: boolean | null = null;

  /** The same example after every epoch is not so many examples. */
  requireEpoch(stated: unknown, place: Place): void {
    if (stated === undefined || stated === null || stated === '') return;
    this.#epoch ??= stated;
    if (this.#epoch === stated) return;
    throw unreadable(
      place,
      `epoch ${show(stated)}, but earlier rows have ${show(this.#epoch)}; write only the predictions of the last epoch`,
    );
  }

  requireGraded(isGraded: boolean, place: Place): void {
    this.#isGraded ??= isGraded;
    if (this.#isGraded === isGraded) return;
    throw unreadable(place, 'all rows need a score, or all need label and prediction');
  }
}
