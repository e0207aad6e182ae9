import type { Params } from '../../config/names.ts';
import type { RunIdentity } from '../../plan/runs/fingerprint.ts';
import type { SourceSeeds } from '../../plan/runs/source-seeds.ts';
import type { SetupTask } from '../setup/setup.ts';

/** How one run is started, whichever program does the training. */
export interface TrainingCommand {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Exit code by which the program says that steps were replayed which are not alike: this run has to be trained again without shortcuts. */
  readonly inFullExitCode?: number;
}

/** Where it is asked what is installed: programs such as `uv run` write to the folder that they are started in. */
export interface VersionsTask extends SetupTask {
  /** Makes the run's own work tree, once setup is through. Without: `directory`. */
  open?(): Promise<{ readonly directory: string }>;
  /** The config's folder in the checkout, which has files that the work tree of a ref may lack. */
  readonly checkout?: string;
}

/** What a trainer needs to know of a run. */
export interface TrainingTask extends VersionsTask {
  readonly model: string;
  /** Undefined without tasks. */
  readonly task?: string | undefined;
  readonly seed: number;
  readonly seeds: SourceSeeds;
  readonly params: Params;
  /** The config's folder in the run's own work tree, where the program is started. */
  readonly workingDirectory: string;
  /** An empty folder for what the run leaves behind. */
  readonly runDirectory: string;
  /** Whether the run may take shortcuts that leave the same bytes, as far as they are verified. Default: false. */
  readonly shortcuts?: boolean;
}

/**
 * The seam between Conclusive and what trains. A trainer only says which process to start; running it (`train/executors/`), reading
 * what it left and keeping the record are the same for all (`train/run/train-run.ts`).
 */
export interface Trainer {
  readonly kind: 'module' | 'command';
  /** One line for the reader: what trains, on which backend, and why that one. */
  readonly description: string;
  /** What the trainer adds to the fingerprint of a run: program, backend, and versions that can change a result. */
  readonly identity: Pick<RunIdentity, 'trainer' | 'backend' | 'versions'>;
  /**
   * SHA-256 (hex) of what is installed in the runs' environment, where the identity does not know it; else null. It is told
   * once a work tree.
   */
  versions(task: VersionsTask): Promise<string | null>;
  command(task: TrainingTask): Promise<TrainingCommand>;
  /** Program and arguments of this project's own worker, which takes several runs with shortcuts; else null. */
  readonly worker: readonly string[] | null;
  /** Whether runs may take shortcuts at all. */
  readonly hasShortcuts: boolean;
  /** Exit code by which the trainer says that no other run would fare better; null if it has none. */
  readonly unusableExitCode: number | null;
}
