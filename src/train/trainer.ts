import type { Params } from '../config/names.ts';
import type { RunIdentity } from '../plan/fingerprint.ts';
import type { SourceSeeds } from '../plan/source-seeds.ts';

/** How one run is started, whichever program does the training. */
interface TrainingCommand {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** What a trainer needs to know of a run. */
interface TrainingTask {
  readonly model: string;
  readonly seed: number;
  readonly seeds: SourceSeeds;
  readonly params: Params;
  /** The config's folder in the model's work tree: the working directory of the run. */
  readonly directory: string;
  /** An empty folder for what the run leaves behind. */
  readonly runDirectory: string;
  /** Folder for what `trainer.setup` keeps. */
  readonly environments: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  warn(message: string): void;
}

/**
 * The seam between Conclusive and what trains. A trainer only says which process to start; running it, reading what
 * it left and keeping the record are the same for all (`train/run.ts`).
 */
export interface Trainer {
  readonly kind: 'module' | 'command';
  /** One line for the reader: what trains, on which backend, and why that one. */
  readonly description: string;
  /** What the trainer adds to the fingerprint of a run: program, backend, and versions that can change a result. */
  readonly identity: Pick<RunIdentity, 'trainer' | 'backend' | 'versions'>;
  command(task: TrainingTask): Promise<TrainingCommand>;
  /** Exit code by which the trainer says that no other run would fare better; null if it has none. */
  readonly unusableExitCode: number | null;
}
