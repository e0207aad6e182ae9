import { UserError } from '../../config/user-error.ts';
import { readWhole, whyUnusable } from '../../files/open-file.ts';
import { tryParseJson } from '../json.ts';
import { type RunRecord, runRecordSchema } from '../record.ts';

const MAX_RECORD_BYTES = 64 * 1024 * 1024;

/** @throws UserError for a file that is no run record */
export function readRecordFile(path: string): RunRecord {
  const parsed = runRecordSchema.safeParse(tryParseJson(textOf(path)));
  if (parsed.success) return parsed.data;
  throw new UserError(
    `${path} is not a run record; name one, such as .conclusive/runs/….json, or the folder that a run has written to`,
  );
}

function textOf(path: string): string {
  try {
    return readWhole(path, MAX_RECORD_BYTES).toString('utf8');
  } catch (error) {
    throw new UserError(`${path} ${whyUnusable(error)}; name a run record or a folder`, { cause: error });
  }
}
