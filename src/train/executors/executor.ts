/** Where the process of a run is carried out: on this machine, or as a job of an engine. */
import type { Hardware } from '../process/hardware.ts';
import type { ProcessOutcome } from '../process/run-process.ts';

export interface Task {
  /** Which run it is, and where its record goes. A job of a process that was killed is taken over by the same task alone. */
  readonly identity?: string | undefined;
  readonly argv: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryBytes?: number | undefined;
  /** What a shared file system may show late or in parts. */
  readonly shared?:
    | {
        /** The tree that the process works in. */
        readonly tree: string;
        /** Files and folders that are read when the process has ended. The first is the run directory. */
        readonly left: readonly string[];
        /** The whole tree, of which the process may work in a part. */
        readonly root?: string | undefined;
      }
    | undefined;
  /** The worker that carries out the task. Default: the task has its own process. */
  readonly server?: Server | undefined;
}

export interface Server {
  readonly argv: readonly string[];
  readonly directory: string;
  /** Servers of one folder may be shared. */
  readonly folder: string;
}

/** A run failed in a worker that had trained others, so it is tried again in a new one. */
export interface DoubtfulOutcome {
  readonly kind: 'doubtful';
  readonly wallSeconds: 0;
  readonly tail: '';
}

interface LostOutcome {
  readonly kind: 'lost';
  readonly job: string;
  readonly hasBegun: boolean;
  readonly wallSeconds: 0;
  readonly tail: string;
  readonly peakMemoryBytes?: null;
  readonly cpuSeconds?: null;
}
export type TaskOutcome = ProcessOutcome | LostOutcome;

export interface Ended {
  readonly outcome: ProcessOutcome;
  /** Printed errors, then printed output, because readers take the last value. */
  readonly printed: string;
  readonly machine: Hardware;
  /** The process, if it takes several runs, and how many it had trained before. */
  readonly sharedProcess?: { readonly process: string; readonly earlier: number };
}

export type Performed = PerformedTask & {
  /** A process that was killed has started it. */
  readonly isAdopted?: true;
  /** Call when the record is kept: until then, another process could take the outcome. */
  readonly forget?: () => Promise<void>;
};

type PerformedTask =
  | Ended
  | (Omit<Ended, 'outcome'> & { readonly outcome: DoubtfulOutcome })
  | {
      readonly outcome: LostOutcome;
      readonly printed: '';
      readonly machine: Record<never, never>;
      readonly sharedProcess?: undefined;
    };

export interface TaskWatch {
  readonly signal: AbortSignal;
  /** May be called several times, because a lost job is queued again. */
  onState?(state: TaskState): void;
}
export type TaskState = 'queued' | 'running';

export interface Executor {
  readonly hasServers?: boolean;
  /** Takes over the jobs in these scratch folders. Those that no task is equal to end with this executor. */
  adopt?(folders: readonly string[]): void;
  /** Settles when no part of the process is left on any machine. */
  perform(task: Task, watch: TaskWatch): Promise<Performed>;
  close(): Promise<void>;
}
