import type { Figure, Series } from './figures.ts';

export interface Part {
  readonly name: string;
  /** Expected duration on two quiet cores. */
  readonly minutes: number;
  readonly needsPyTorch?: boolean;
  measure(sitting: {
    /** An empty folder. */
    readonly folder: string;
    /** The times of a trial mean nothing. */
    readonly isTrial: boolean;
    say(text: string): void;
  }): Promise<Measured>;
}

interface Measured {
  readonly figures: readonly Figure[];
  readonly series?: readonly Series[];
}
