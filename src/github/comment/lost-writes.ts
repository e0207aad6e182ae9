/** Writes to the comment that got no answer, and may be carried out yet: when it is safe to look what stands there. */

/** GitHub gives up on a request after ten seconds; what lies before it may hold one for a while. */
const LATEST_AFTER_MS = 17_000;

export interface LostWrite {
  /** null where it was to make a comment. */
  readonly body: string | null;
  readonly sentAt: number;
}

export class LostWrites {
  #creations: LostWrite[] = [];
  #changes: LostWrite[] = [];
  /** Comments that this run knows it has created. */
  readonly #made = new Set<number>();

  add(write: LostWrite): void {
    if (write.body === null) this.#creations.push(write);
    else this.#changes.push(write);
  }

  made(id: number): void {
    this.#made.add(id);
  }

  /** @param ids of comments of this run that GitHub has listed */
  listed(ids: readonly number[]): void {
    for (const id of ids) {
      if (!this.#made.has(id)) this.#creations.shift();
      this.#made.add(id);
    }
  }

  /** Whether there may be a comment of which only a list can tell. */
  get mayHaveMade(): boolean {
    return this.#creations.length > 0;
  }

  /** When all that may replace `text`, or stand beside it, has been carried out, or never will be. */
  overAt(text: string): number {
    const dangerous = [...this.#creations, ...this.#changes.filter(({ body }) => body !== text)];
    return Math.max(Number.NEGATIVE_INFINITY, ...dangerous.map(({ sentAt }) => sentAt + LATEST_AFTER_MS));
  }
}
