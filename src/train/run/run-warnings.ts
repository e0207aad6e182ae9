/** What runs leave out or contradict themselves in is mostly the same in all runs of a model: it is told once, with their number. */
import type { PlannedRun } from '../../plan/runs/plan-runs.ts';
import { nameRun } from '../../records/run-name.ts';

type Run = Pick<PlannedRun, 'seed'> & { readonly model: Pick<PlannedRun['model'], 'name' | 'task'> };

interface Told {
  readonly first: Run;
  /** As the first run said it. */
  readonly message: string;
  readonly runs: Set<string>;
  /** Whether all said it with the same numbers. */
  isSame: boolean;
}

export interface RunWarnings {
  add(run: Run, message: string): void;
  /** Tells what has come in since, and nothing that was told before. */
  flush(): void;
}

export function createRunWarnings(warn: (message: string) => void): RunWarnings {
  const all = new Map<string, Told>();
  const told = new Set<string>();
  return {
    add(run, message) {
      const key = `${run.model.name}\n${message.replaceAll(/\d+(?:\.\d+)?(?:e[-+]?\d+)?/g, '#')}`;
      const known = all.get(key);
      if (known === undefined)
        all.set(key, { first: run, message, runs: new Set([nameRun(run)]), isSame: true });
      else {
        known.runs.add(nameRun(run));
        known.isSame &&= known.message === message;
      }
    },
    flush() {
      for (const [key, { first, message, runs, isSame }] of all) {
        if (told.has(key)) continue;
        told.add(key);
        const { name, task } = first.model;
        const example = `${task === undefined ? '' : `${task}, `}seed ${first.seed}`;
        const who =
          runs.size === 1
            ? nameRun(first)
            : `${name}, ${runs.size} runs${isSame ? '' : `, such as ${example}`}`;
        warn(`${who}: ${message}`);
      }
    },
  };
}
