import { statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { listFolder, readWhole, whyUnusable } from '../../files/open-file.ts';
import { HOLDER_FILE, type Holder, holderSchema, MAX_HOLDER_BYTES } from './claim-output.ts';
import { isActive, isHeldName } from './lease.ts';
import { readWorkDone, type WorkDone } from './work-done.ts';

export interface FoundHolder extends Omit<Holder, 'started'> {
  /** false: it was killed. */
  readonly isActive: boolean;
  readonly done: WorkDone | null;
}

/**
 * @param proofMs time in which a process of another host must touch its folder
 * @returns processes that train in an output folder, and those that were killed there, by their start
 * @throws UserError for a file that does not say who they are
 */
export async function findHolders(output: string, proofMs?: number): Promise<readonly FoundHolder[]> {
  const temporary = join(output, 'tmp');
  const names = list(temporary).filter(isHeldName);
  const found = await Promise.all(names.map((name) => readHolder(join(temporary, name), proofMs)));
  return found.flat().sort((a, b) => Number(a.since > b.since) - Number(a.since < b.since));
}

function list(folder: string): readonly string[] {
  try {
    return listFolder(folder).map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UserError(`${folder} ${whyUnusable(error)}; name another output folder`, { cause: error });
  }
}

async function readHolder(folder: string, proofMs: number | undefined): Promise<readonly FoundHolder[]> {
  const path = join(folder, HOLDER_FILE);
  try {
    const { started, ...holder } = holderSchema.parse(
      JSON.parse(readWhole(path, MAX_HOLDER_BYTES).toString()),
    );
    // The clock of the file system is that of the result too.
    const since = statSync(path).mtime.toISOString();
    const found = { ...holder, since, done: readWorkDone(folder) };
    return [{ ...found, isActive: await isActive(folder, proofMs, started) }];
  } catch (error) {
    // The process trains nothing yet, or has just ended, or a file lies among the folders.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    const why = code === undefined ? 'is not valid' : whyUnusable(error);
    throw new UserError(
      `${path} ${why}, so it is unknown who trains in this folder; remove ${folder} if no process does`,
      { cause: error },
    );
  }
}
