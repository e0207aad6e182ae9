import type { DataEvidence, Duplicates } from '../../records/data/evidence-schema.ts';
import { naturalTwinShare, trainingDraws } from '../../stats/dataset/twins.ts';
import type { Check } from '../check.ts';

/** What is known of a model's data. The model is null where the same is known of all. */
export type ModelEvidence = {
  readonly model: string | null;
  /** Paths that the config names, where the data was read from them. */
  readonly files?: { readonly train: string; readonly test: string };
} & ({ readonly evidence: DataEvidence } | { readonly evidence: null; readonly reason: string });

/** Standard errors that two shares have to differ by: one chance in 700. */
const STANDARD_ERRORS = 3;

interface Kind {
  readonly id: 'leakage/exact' | 'leakage/near';
  readonly words: string;
  readonly advice: string;
}

const EXACT: Kind = {
  id: 'leakage/exact',
  words: 'a copy in the training data',
  advice: 'remove them from the training data, or draw the split by group',
};
const NEAR: Kind = {
  id: 'leakage/near',
  words: 'a near copy in the training data',
  advice: 'look at them: variations of one example belong into one split',
};

/**
 * Test examples that training has seen, byte for byte. What a model has seen it can recall, so a score on them measures memory.
 *
 * Where inputs are few, equal ones are natural. So what counts is the share beyond the natural one (`naturalTwinShare`), less
 * three standard errors of their difference. Above `threshold` the check fails, and with it the comparison; below, but
 * above zero, it warns.
 */
export function checkExactLeakage(known: ModelEvidence, threshold: number): Check {
  return check(EXACT, known, (evidence) => evidence.exact, threshold);
}

/**
 * Test examples that are nearly the same as one in training: a text with a word changed, an image with a little noise
 * (`stats/dataset/`). Counted as above; that they harm is less sure, so the check warns, and only above `threshold`.
 */
export function checkNearLeakage(known: ModelEvidence, threshold: number): Check {
  return check(NEAR, known, (evidence) => evidence.near, threshold);
}

function check(
  kind: Kind,
  known: ModelEvidence,
  take: (evidence: DataEvidence) => Duplicates,
  threshold: number,
): Check {
  const base = { id: kind.id, model: known.model, threshold, interval: null } as const;
  if (known.evidence === null) return { ...base, ...notInspected(known.reason) };
  const { train, test, leaked, ids } = take(known.evidence);
  if (test.examples === 0 || train.examples === 0) {
    return { ...base, ...notInspected('there are no training or no test examples') };
  }
  const natural = naturalTwinShare(train, test);
  const share = leaked / test.examples;
  const error = Math.sqrt(natural * (1 - natural) * (1 / test.examples + 1 / trainingDraws(train, test)));
  const least = share - natural - STANDARD_ERRORS * error;
  const { files } = known;
  const ofTest = files === undefined ? '' : ` (${shorten(files.test)})`;
  const ofTrain = files === undefined ? '' : `${shorten(files.train)}, `;
  const among = `${leaked} of ${test.examples} test examples${ofTest} have ${kind.words} (${ofTrain}${lookedAt(train.examples, known.evidence.exact.train.examples)} examples looked at)`;
  const expected = natural > 0 ? `; ${percent(natural)} are expected without a leak` : '';
  const status = statusOf(kind, least, threshold);
  if (status === 'pass') {
    return { ...base, status, value: share, message: `${among}${expected}`, advice: null };
  }
  const shown = ids.map((id) => `"${id}"`).join(', ');
  const named = shown === '' ? '' : `: ${shown}${leaked > ids.length ? ' and others' : ''}`;
  return { ...base, status, value: share, message: `${among}${named}${expected}`, advice: kind.advice };
}

const MAX_PATH_CHARS = 40;

/** Of a long path the end, which tells it from others. */
function shorten(path: string): string {
  return path.length <= MAX_PATH_CHARS ? path : `…${path.slice(1 - MAX_PATH_CHARS)}`;
}

/** Exact copies are looked for among all examples, near ones among the first of them. */
function lookedAt(examples: number, all: number): string {
  return examples < all ? `the first ${examples} of ${all}` : String(examples);
}

function statusOf({ id }: Kind, least: number, threshold: number): 'pass' | 'warn' | 'fail' {
  if (id === 'leakage/near') return least > threshold ? 'warn' : 'pass';
  if (least > threshold) return 'fail';
  return least > 0 ? 'warn' : 'pass';
}

export function notInspected(reason: string) {
  return {
    status: 'not-checked',
    value: null,
    message: reason,
    advice: 'name the files of the splits under checks.files',
  } as const;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
