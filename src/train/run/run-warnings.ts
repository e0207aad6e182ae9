/** What runs leave out or contradict themselves in is mostly the same in all runs of a model: it is told once, with their number. */

interface Told {
  readonly model: string;
  /** As the first run said it. */
  readonly message: string;
  readonly seeds: Set<number>;
  /** Whether all said it with the same numbers. */
  isSame: boolean;
}

export interface RunWarnings {
  add(model: string, seed: number, message: string): void;
  /** Tells what has come in since, and nothing that was told before. */
  flush(): void;
}

export function createRunWarnings(warn: (message: string) => void): RunWarnings {
  const all = new Map<string, Told>();
  const told = new Set<string>();
  return {
    add(model, seed, message) {
      const key = `${model}\n${message.replaceAll(/\d+(?:\.\d+)?(?:e[-+]?\d+)?/g, '#')}`;
      const known = all.get(key);
      if (known === undefined) all.set(key, { model, message, seeds: new Set([seed]), isSame: true });
      else {
        known.seeds.add(seed);
        known.isSame &&= known.message === message;
      }
    },
    flush() {
      for (const [key, { model, message, seeds, isSame }] of all) {
        if (told.has(key)) continue;
        told.add(key);
        const [first] = seeds;
        const runs = seeds.size === 1 ? `seed ${first}` : `${seeds.size} runs`;
        warn(`${model}, ${runs}${isSame ? '' : `, such as seed ${first}`}: ${message}`);
      }
    },
  };
}
