import { createHash } from 'node:crypto';
import { canonicalJson } from '../json.ts';
import type { RunRecord } from '../record.ts';

/** True if two records of one run ended by themselves and differ in more than cost. */
export function isContradiction(one: RunRecord, other: RunRecord): boolean {
  return hasEnded(one) && hasEnded(other) && contentOf(one) !== contentOf(other);
}

/** Failed runs may be tried again, and the new result counts. Two failures are equivalent. */
export function isBetterEnd(record: RunRecord, than: RunRecord): boolean {
  if (hasEnded(record) !== hasEnded(than)) return hasEnded(record);
  return !hasEnded(record) && contentOf(record) < contentOf(than);
}

function hasEnded({ status }: RunRecord): boolean {
  return status === 'ok' || status === 'diverged';
}

/** True if both are the same to the last byte, but for cost and what identifies them. */
export function isSameContent(one: RunRecord, other: RunRecord): boolean {
  const named = { fingerprint: other.fingerprint, warnings: other.warnings };
  return contentOf({ ...one, ...named }) === contentOf(other);
}

function contentOf({ cost: _, versions: __, shortcuts: ___, predictions, ...record }: RunRecord): string {
  const content = canonicalJson({ ...record, predictions: predictions?.sha256 ?? null });
  return createHash('sha256').update(content).digest('hex');
}
