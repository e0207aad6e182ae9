/** What the modules of TensorFlow.js and of this worker keep in variables of their own. The build adds a line to each (`rolldown.config.js`). */

export interface OwnState {
  get(): readonly unknown[];
  /** Gives variables that can be assigned to the values that they had. */
  set(values: readonly unknown[]): void;
}

export const ownStates: OwnState[] = [];
