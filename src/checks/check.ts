/**
 * What every check answers with. A check never passes in silence: without the data it needs it says `not-checked` and why. `ignored`:
 * it would have warned or failed, and the config says why that does not count.
 */
const CHECK_STATUSES = ['pass', 'warn', 'fail', 'not-checked', 'ignored'] as const;
export type CheckStatus = (typeof CHECK_STATUSES)[number];

export interface Check {
  /** `topic/name`, e.g. `overfitting/gap`. */
  readonly id: string;
  /** The model it speaks of; null for the whole experiment. */
  readonly model: string | null;
  /** The metric that it warns of, where it does so of one among several. */
  readonly metric?: string;
  readonly status: CheckStatus;
  readonly value: number | null;
  readonly threshold: number | null;
  /** How bad it is beside the same check of another model: the larger, the worse. Without it the value says so. */
  readonly severity?: number;
  readonly interval: { readonly level: number; readonly low: number; readonly high: number } | null;
  /** One sentence of evidence. */
  readonly message: string;
  /** What to do about it; null where there is nothing to do. */
  readonly advice: string | null;
}

/** What is found of one subject. Which check it is of, and of which model, `run-checks.ts` knows. */
export type Finding = Omit<Check, 'id' | 'model'>;
