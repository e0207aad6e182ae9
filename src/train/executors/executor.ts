/** Where the process of a run is carried out: on this machine, or as a job of an engine that has others. */
import type { Hardware } from '../process/hardware.ts';
import type { ProcessOutcome } from '../process/run-process.ts';
import type { UnservedOutcome } from '../process/run-server.ts';

/** All that decides how a process goes on, on whichever machine. */
export interface Task {
  readonly argv: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Folders in the output that it may write to; null: the user's own code, which is not kept apart. */
  readonly writable: readonly string[] | null;
  readonly timeoutMs: number;
  readonly memoryBytes?: number | undefined;
  /** What a file system that several machines share may show late, or in parts. */
  readonly shared?:
    | {
        /** The tree that the process works in. */
        readonly tree: string;
        /** Files and folders that are read when it has ended. */
        readonly left: readonly string[];
      }
    | undefined;
  /** The program that takes it with `trainer.serve`; without, the task is a process of its own. */
  readonly server?: Server | undefined;
}

/** A program that stays and takes several tasks. */
export interface Server {
  readonly argv: readonly string[];
  readonly directory: string;
  /** Its own, and of as many tasks as are to share it. */
  readonly folder: string;
  /** As that of a task. */
  readonly writable: readonly string[] | null;
  /** Of this task: for what it prints. */
  readonly printed: string;
  /** Whether it is the worker of this program, and not one that the config names. */
  readonly isOurs: boolean;
}

/** Of a run that did not end well in a worker that had trained others: what it has to say for itself, it says in a new one. */
export interface DoubtfulOutcome {
  readonly kind: 'doubtful';
  readonly wallSeconds: 0;
  readonly tail: '';
}

/** A job of which nobody knows how it ended. */
interface LostOutcome {
  readonly kind: 'lost';
  /** By what its engine knew it. */
  readonly job: string;
  /** Whether a node has taken it. */
  readonly hasBegun: boolean;
  readonly wallSeconds: 0;
  /** The end of its log. */
  readonly tail: string;
  readonly peakMemoryBytes?: null;
}
export type TaskOutcome = ProcessOutcome | LostOutcome | UnservedOutcome;

/** Of a process that was seen to its end. */
export interface Ended {
  readonly outcome: ProcessOutcome;
  /** What it printed, errors first: a result is printed to the output, and so stands last. */
  readonly printed: string;
  readonly machine: Hardware;
  /** How many runs its process had trained before it. */
  readonly earlierRuns?: number;
}

export type Performed =
  | Ended
  | (Omit<Ended, 'outcome'> & { readonly outcome: UnservedOutcome | DoubtfulOutcome })
  | {
      readonly outcome: LostOutcome;
      readonly printed: '';
      readonly machine: Record<never, never>;
      readonly earlierRuns?: undefined;
    };

export interface TaskWatch {
  readonly signal: AbortSignal;
  /** May come several times: what was lost waits and starts again. */
  onState?(state: TaskState): void;
}
export type TaskState = 'queued' | 'running';

export interface Executor {
  /** Whether it keeps programs for tasks that name a server; default: every task is a process of its own. */
  readonly hasServers?: boolean;
  /** Starts the program of tasks that will come, unless it waits for them already. @returns what ends it where none comes */
  begin?(task: Pick<Task, 'environment'>, server: Server): Promise<(() => Promise<void>) | undefined>;
  /** When this settles nothing of the process is left, wherever it was. */
  perform(task: Task, watch: TaskWatch): Promise<Performed>;
  /** Leaves nothing behind. */
  close(): Promise<void>;
}
