import type { RunRecord } from '../record.ts';
import type { RunStore } from './store.ts';
import { UnsavableRecordError } from './unsavable-record-error.ts';

export interface ImportRequest {
  /** Of a folder that came from elsewhere: a cache, an artifact. */
  readonly from: RunStore;
  readonly to: RunStore;
  /** Fingerprints; what else there is stays where it is. */
  readonly wanted: readonly string[];
  /** Whether a record is of use at all; without, each is. */
  readonly isOwn?: (record: RunRecord) => boolean;
  /** Whether a record that `to` has already gives way; without, it stays. */
  readonly replaces?: (standing: RunRecord, record: RunRecord) => boolean;
  warn(message: string): void;
}

/**
 * Takes records over, each as if a run had just left it: schema, bounds and predictions are checked anew, and what is
 * derived from the predictions is derived again.
 *
 * @returns fingerprints of what was taken over
 */
export async function importRecords({
  from,
  to,
  wanted,
  isOwn = () => true,
  replaces = () => false,
  warn,
}: ImportRequest): Promise<string[]> {
  const taken: string[] = [];
  const present = new Set(await to.fingerprints());
  for await (const record of from.findAll(wanted)) {
    if (record === null || !isOwn(record)) continue;
    const { fingerprint } = record;
    const standing = present.has(fingerprint) ? await to.find(fingerprint) : null;
    if (standing !== null && !replaces(standing, record)) continue;
    const predictions = await from.predictionsOf(record);
    if (record.predictions !== null && predictions === null) continue;
    try {
      await to.save(record, predictions ?? undefined, true);
      taken.push(fingerprint);
    } catch (error) {
      if (!(error instanceof UnsavableRecordError)) throw error;
      warn(`the record ${fingerprint} is not used: ${error.message}`);
    }
  }
  return taken;
}
