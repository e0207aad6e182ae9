/** Runs of one model that share a process take less time than runs of another that do not: so all models of an experiment do, or none. */
import type { Trainer } from './trainer.ts';

export interface SharedAlike {
  readonly trainer: Trainer;
  /** Whether a run has been given a process that it shares. */
  isShared(): boolean;
}

/** @param models all whose runs are compared; asked when the first run begins, since it takes a moment */
export function shareAlike(
  trainer: Trainer,
  models: ReadonlyArray<{ readonly directory: string }>,
): SharedAlike {
  let all: Promise<boolean> | undefined;
  let isShared = false;
  let isKnown = false;
  const askAll = async (signal: AbortSignal) => {
    const programs = models.map(({ directory }) => trainer.worker({ directory, signal }));
    const answer = !(await Promise.all(programs)).includes(null);
    isKnown = true;
    return answer;
  };
  return {
    isShared: () => isShared,
    trainer: {
      ...trainer,
      get likelyProgram() {
        return isKnown ? null : (trainer.likelyProgram ?? null);
      },
      async worker(task) {
        all ??= askAll(task.signal);
        const program = (await all) ? await trainer.worker(task) : null;
        isShared ||= program !== null;
        return program;
      },
    },
  };
}
