import { readRunCases } from './evaluations/read-run-cases.ts';
import { type ReadOptions, type ReadRun, readRunDirectory } from './readers/read-run-directory.ts';

/** @throws UnreadableRunError without a usable result */
export function readRun(directory: string, options: ReadOptions): Promise<ReadRun> {
  return options.isEvaluation === true ? readRunCases(directory) : readRunDirectory(directory, options);
}
