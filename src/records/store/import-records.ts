import type { RunRecord } from '../record.ts';
import type { RunStore } from './store.ts';
import { UnsavableRecordError } from './unsavable-record-error.ts';

export interface ImportRequest {
  /** A store from a cache or an artifact. */
  readonly from: RunStore;
  readonly to: RunStore;
  /** Fingerprints to take; others are ignored. */
  readonly wanted: readonly string[];
  readonly isOwn?: (record: RunRecord) => boolean;
  readonly replaces?: (standing: RunRecord, record: RunRecord) => boolean;
  warn(message: string): void;
}

/**
 * Imports records as if a run had just left them: schema, limits and predictions are checked again, and derived values
 * are recomputed.
 *
 * @returns fingerprints of the imported records
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
