/** State of an output folder, as another process sees it. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../config/user-error.ts';
import { EXIT_NO_VERDICT, EXIT_UNDECIDED } from '../exit-codes.ts';
import { readWhole, sizeOfFile, whyUnusable } from '../files/open-file.ts';
import { type FoundHolder, findHolders, LOG_FILE } from '../records/store/find-holders.ts';
import { renderHeadline } from '../report/terminal.ts';
import { exitCodeOf } from '../verdict/exit-code.ts';
import { resultSchema } from '../verdict/result.ts';

const MAX_RESULT_BYTES = 512 * 1024 * 1024;

interface Ended {
  readonly verdict: string;
  readonly headline: string;
  readonly at: string;
  readonly report: string;
}

export interface FolderStatus {
  readonly schema: 'conclusive.status/1';
  /** `stopped`: the last process that trained was killed. `none`: nothing has been trained. */
  readonly state: 'running' | 'ended' | 'stopped' | 'none';
  readonly exitCode: number;
  readonly output: string;
  /** Null: no process has been started in the background. */
  readonly log: string | null;
  /** Processes that train, or the one that was killed. */
  readonly processes: readonly FoundHolder[];
  /** The last verdict, also of an earlier run. */
  readonly result: Ended | null;
}

/** @throws UserError for files that are not what this program writes */
export async function findStatus(output: string, proofMs?: number): Promise<FolderStatus> {
  const holders = await findHolders(output, proofMs);
  const running = holders.filter(({ isActive }) => isActive);
  const read = readResult(output);
  const result = read?.ended ?? null;
  const log = isRegular(join(output, LOG_FILE)) ? join(output, LOG_FILE) : null;
  const found = { schema: 'conclusive.status/1', output, log, result } as const;
  if (running.length > 0) return { ...found, state: 'running', exitCode: EXIT_UNDECIDED, processes: running };
  const killed = holders.slice(-1).filter(({ since }) => result === null || since > result.at);
  if (killed.length > 0) return { ...found, state: 'stopped', exitCode: EXIT_NO_VERDICT, processes: killed };
  if (read !== null) return { ...found, state: 'ended', exitCode: read.exitCode, processes: [] };
  return { ...found, state: 'none', exitCode: EXIT_NO_VERDICT, processes: [] };
}

function readResult(output: string): { readonly ended: Ended; readonly exitCode: number } | null {
  const path = join(output, 'result.json');
  try {
    const result = resultSchema.parse(JSON.parse(readWhole(path, MAX_RESULT_BYTES).toString()));
    const ended = {
      verdict: result.verdict,
      headline: renderHeadline(result),
      at: statSync(path).mtime.toISOString(),
      report: join(output, 'report.html'),
    };
    return { ended, exitCode: exitCodeOf(result) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    const isOurs = error instanceof Error && error.name !== 'UnusableFileError' && code === undefined;
    throw new UserError(
      `${path} ${isOurs ? 'is not a whole result of this version' : whyUnusable(error)}; run "conclusive run" again`,
      { cause: error },
    );
  }
}

function isRegular(path: string): boolean {
  try {
    sizeOfFile(path);
    return true;
  } catch {
    return false;
  }
}
