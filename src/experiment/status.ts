/** State of an output folder, as another process sees it. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../config/user-error.ts';
import { EXIT_NO_VERDICT, EXIT_UNDECIDED } from '../exit-codes.ts';
import { readWhole, whyUnusable } from '../files/open-file.ts';
import { type BackgroundRun, LOG_FILE, readBackgroundRun } from '../records/store/background-log.ts';
import { type FoundHolder, findHolders } from '../records/store/find-holders.ts';
import { cleanLine } from '../report/format/clean.ts';
import { renderHeadline } from '../report/terminal.ts';
import { exitCodeOf } from '../verdict/exit-code.ts';
import { resultSchema } from '../verdict/result.ts';

const MAX_RESULT_BYTES = 512 * 1024 * 1024;
const MAX_LINE = 300;

interface Ended {
  readonly verdict: string;
  readonly headline: string;
  readonly at: string;
  readonly report: string;
}

export interface FolderStatus {
  readonly schema: 'conclusive.status/1';
  /** `stopped`: the last run was killed, or failed in the background. `none`: nothing has been trained. */
  readonly state: 'running' | 'ended' | 'stopped' | 'none';
  readonly exitCode: number;
  readonly output: string;
  /** Null: no process has been started in the background. */
  readonly log: string | null;
  /** The last start of `run --detach`. */
  readonly background: BackgroundRun | null;
  /** Processes that train, or the one that was killed or failed. */
  readonly processes: readonly FoundHolder[];
  /** The last verdict, also of an earlier run. */
  readonly result: Ended | null;
}

/** @throws UserError for files that are not what this program writes */
export async function findStatus(output: string, proofMs?: number): Promise<FolderStatus> {
  const holders = await findHolders(output, proofMs);
  const running: FoundHolder[] = holders.filter(({ isActive }) => isActive);
  const read = readResult(output);
  const result = read?.ended ?? null;
  const started = findBackgroundRun(output);
  const background = started?.run ?? null;
  const log = started === null ? null : join(output, LOG_FILE);
  const found = { schema: 'conclusive.status/1', output, log, background, result } as const;
  if (running.length === 0 && started?.isAlive === true) running.push(asHolder(started.run, true));
  if (running.length > 0) return { ...found, state: 'running', exitCode: EXIT_UNDECIDED, processes: running };
  const isLater = ({ since }: { readonly since: string }) => result === null || since > result.at;
  const stopped = holders.slice(-1).filter(isLater);
  if (stopped.length === 0 && background !== null && isLater(background)) {
    // `run --aa` writes no verdict.
    const { exitCode } = background;
    if (exitCode === 0 || exitCode === 1) return { ...found, state: 'ended', exitCode, processes: [] };
    stopped.push(asHolder(background, false));
  }
  if (stopped.length > 0)
    return { ...found, state: 'stopped', exitCode: EXIT_NO_VERDICT, processes: stopped };
  if (read !== null) return { ...found, state: 'ended', exitCode: read.exitCode, processes: [] };
  return { ...found, state: 'none', exitCode: EXIT_NO_VERDICT, processes: [] };
}

function findBackgroundRun(output: string): ReturnType<typeof readBackgroundRun> {
  try {
    const found = readBackgroundRun(output);
    if (found === null || found.run.lastLine === null) return found;
    return { ...found, run: { ...found.run, lastLine: cleanLine(found.run.lastLine, MAX_LINE) } };
  } catch {
    return null;
  }
}

function asHolder({ process, host, since }: BackgroundRun, isActive: boolean): FoundHolder {
  return { process, host, since, isActive, shard: null, done: null };
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
