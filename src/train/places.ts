/** Places for runs that train at the same time. The output of a run is read while the next one trains in its place. */

export interface Places {
  /** @param most runs that may train at a time */
  areFree(most: number): boolean;
  /** Runs that train. */
  training(): number;
  /** From 0. */
  take(run: string): number;
  /** The run has ended; its output is not read yet. */
  leave(run: string): void;
  /** Its output has been read. */
  forget(run: string): void;
}

export function openPlaces(parallel: number): Places {
  /** By run; null for one that is being read. */
  const taken = new Map<string, number | null>();
  const training = () => [...taken.values()].filter((place) => place !== null).length;
  return {
    // Where runs are shorter than it takes to read them, reading comes first.
    areFree: (most) => training() < most && taken.size < 2 * parallel,
    training,
    take(run) {
      const used = new Set(taken.values());
      const place = Array.from({ length: parallel }, (_, index) => index).find((one) => !used.has(one)) ?? 0;
      taken.set(run, place);
      return place;
    },
    leave: (run) => void taken.set(run, null),
    forget: (run) => void taken.delete(run),
  };
}
