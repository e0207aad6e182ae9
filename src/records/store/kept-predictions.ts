import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readChunks } from '../bounded-file.ts';
import { MAX_PREDICTIONS_BYTES } from '../readers/files/run-file.ts';
import type { RunRecord } from '../record.ts';

/** Path of a record's predictions if their digest is right, else null with a warning. */
export async function keptPredictions(
  folder: string,
  { predictions }: Pick<RunRecord, 'predictions'>,
  warn: (message: string) => void,
): Promise<string | null> {
  if (predictions === null) return null;
  const path = join(folder, predictions.file);
  try {
    const digest = createHash('sha256');
    for await (const chunk of readChunks(path, MAX_PREDICTIONS_BYTES)) digest.update(chunk);
    if (digest.digest('hex') !== predictions.sha256)
      throw new Error('it has changed since the record was saved');
    return path;
  } catch (error) {
    warn(`${path} is not used: ${(error as Error).message}`);
    return null;
  }
}
