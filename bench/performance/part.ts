import type { Figure, Series } from './figures.ts';

/** A part of the benchmark that can be measured by itself. */
export interface Part {
  readonly name: string;
  /** On two quiet cores, to tell how long it takes. */
  readonly minutes: number;
  /** It is nothing without the other side. */
  readonly needsPyTorch?: boolean;
  measure(sitting: {
    /** An empty folder. */
    readonly folder: string;
    /** As little as shows that it works: its times mean nothing. */
    readonly isTrial: boolean;
    say(text: string): void;
  }): Promise<Measured>;
}

interface Measured {
  readonly figures: readonly Figure[];
  readonly series?: readonly Series[];
}
