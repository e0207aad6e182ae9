/** What a call left out and no file says: asked for together, each with the answer that is most likely. */
interface Missing {
  readonly option: string;
  /** What it means, and what can be said. */
  readonly meaning: string;
  readonly guess: string;
}

export class MissingOptions {
  readonly #asked = new Map<string, Missing>();

  /** An option is asked for once; the caller goes on as if the guess had been given. */
  ask(option: string, meaning: string, guess: string): void {
    const key = `${option} ${guess}`;
    if (!this.#asked.has(key)) this.#asked.set(key, { option, meaning, guess });
  }

  get asked(): readonly Missing[] {
    return [...this.#asked.values()];
  }
}
