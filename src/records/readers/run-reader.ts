import type { RunFile } from './files/run-file.ts';
import type { Findings } from './findings.ts';
import type { StepLogs } from './steps/step-logs.ts';

/**
 * One format of what a run may leave. The first reader in `registry.ts` that accepts a file takes it, by what is in the file or by the
 * name that its tool gives it.
 */
export interface RunReader {
  /** For the message that lists what was looked for. */
  readonly format: string;
  /** Its rows in docs/reference/log-formats.md: tool, file, losses, metrics and epoch, in markdown. None where another reader's row speaks for it. */
  readonly documented?: readonly string[];
  accepts(file: RunFile): boolean;
  /** What is logged by step goes to `steps`, and becomes a curve when all files are read. */
  read(file: RunFile, findings: Findings, steps: StepLogs): Promise<void>;
}
