import { createHash } from 'node:crypto';
import { canonicalJson } from '../json.ts';
import type { RunRecord } from '../record.ts';

/** Two records claim one run, ended of their own account, and differ in more than their cost: nobody can tell which one is right. */
export function isContradiction(one: RunRecord, other: RunRecord): boolean {
  return hasEnded(one) && hasEnded(other) && contentOf(one) !== contentOf(other);
}

/** A run that crashed, was killed or took too long may be tried again: what came of that counts. Of two failures one is as good as the other. */
export function isBetterEnd(record: RunRecord, than: RunRecord): boolean {
  if (hasEnded(record) !== hasEnded(than)) return hasEnded(record);
  return !hasEnded(record) && contentOf(record) < contentOf(than);
}

function hasEnded({ status }: RunRecord): boolean {
  return status === 'ok' || status === 'diverged';
}

function contentOf({ cost: _, versions: __, shortcuts: ___, predictions, ...record }: RunRecord): string {
  const content = canonicalJson({ ...record, predictions: predictions?.sha256 ?? null });
  return createHash('sha256').update(content).digest('hex');
}
