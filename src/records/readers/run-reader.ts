import type { RunFile } from './files/run-file.ts';
import type { RunValues } from './run-values.ts';

/** One format. The first reader in `registry.ts` that accepts a file takes it. */
export interface RunReader {
  /** Listed in the message that nothing could be read. */
  readonly format: string;
  /** Rows of docs/reference/tools.md in markdown: tool, file, losses, metrics and epoch. None if another reader's row covers it. */
  readonly documented?: readonly string[];
  accepts(file: RunFile): boolean;
  /** Absent for a file that repeats another one. */
  readonly read?: (file: RunFile, run: RunValues) => Promise<void>;
}
