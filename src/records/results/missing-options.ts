/** Collects the missing options, each with its most likely value. */
interface Missing {
  readonly option: string;
  readonly meaning: string;
  readonly guess: string;
}

export class MissingOptions {
  readonly #asked = new Map<string, Missing>();

  /** Asks for an option once; the caller continues with the guess. */
  ask(option: string, meaning: string, guess: string): void {
    const key = `${option} ${guess}`;
    if (!this.#asked.has(key)) this.#asked.set(key, { option, meaning, guess });
  }

  get asked(): readonly Missing[] {
    return [...this.#asked.values()];
  }
}
