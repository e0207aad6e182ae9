/** Counts test examples that training has seen, beyond what chance explains. */
import { z } from 'zod';
import type { DataEvidence, Duplicates } from '../../records/data/evidence-schema.ts';
import { naturalTwinShare, trainingDraws } from '../../stats/dataset/twins.ts';
import type { Finding } from '../check.ts';
import { type ModelData, notInspected } from '../evidence/model-data.ts';
import { shortenPath } from '../words.ts';

/** `checks.leakage`, which both checks of copies share. */
export const leakageThreshold = z
  .number()
  .gt(0)
  .lt(1)
  .default(0.01)
  .describe(
    'Share of test examples that may have a copy in the training data, beyond chance, before the verdict is invalid.',
  );

/** Standard errors that two shares have to differ by: one chance in 700. */
const STANDARD_ERRORS = 3;

interface Kind {
  readonly words: string;
  readonly advice: string;
  readonly take: (evidence: DataEvidence) => Duplicates;
  /** Whether inputs of one source come near to each other now and then, which no count of few examples excludes. */
  readonly isRough: boolean;
  /** @param least the share of copies beyond the natural one, less three standard errors */
  readonly statusAt: (least: number, threshold: number) => 'pass' | 'warn' | 'fail';
}

/**
 * Where inputs are few, equal ones are natural. So what counts is the share beyond the natural one (`naturalTwinShare`), less
 * three standard errors of their difference.
 */
export function countCopies(known: ModelData, threshold: number, kind: Kind): Finding {
  const base = { threshold, interval: null } as const;
  if (known.evidence === null) return notInspected(known.reason, threshold);
  const { train, test, leaked, ids } = kind.take(known.evidence);
  if (test.examples === 0 || train.examples === 0) {
    return notInspected('there are no training or no test examples', threshold);
  }
  const share = leaked / test.examples;
  const draws = trainingDraws(train, test);
  const leastBeyond = (natural: number) => {
    // A small share that is estimated from few examples is often found to be smaller than it is: both samples tell it, if there is no leak.
    const usual = kind.isRough ? (leaked + natural * draws) / (test.examples + draws) : natural;
    const error = Math.sqrt(usual * (1 - usual) * (1 / test.examples + 1 / draws));
    return share - natural - STANDARD_ERRORS * error;
  };
  const ofTwins = naturalTwinShare(train, test);
  const coincidence = (kind.isRough ? null : known.coincidence) ?? 1;
  // Repeated before the split: then training and test both hold copies among themselves, and those are no chance.
  const isRepeated = coincidence < ofTwins && leastBeyond(coincidence) > threshold;
  const natural = isRepeated ? coincidence : ofTwins;
  const least = leastBeyond(natural);
  const { files } = known;
  const [ofTest, ofTrain] = files === undefined ? ['', ''] : [files.test, files.train].map(shortenPath);
  const message = `${leaked} of ${test.examples} test examples${ofTest === '' ? '' : ` (${ofTest})`} have ${kind.words}${ofTrain === '' ? '' : ` (${ofTrain})`}`;
  const expected = natural > 0 ? `; ${percent(natural)} are expected without a leak` : '';
  const evidence = `${lookedAt(train.examples, known.evidence.exact.train.examples)} examples examined${expected}`;
  const judged = kind.statusAt(least, threshold);
  // Nobody has said that found files are the splits as the program uses them, or that repeated rows are no rows of their own.
  const isSure = !known.areFound && leastBeyond(ofTwins) > threshold;
  const status = judged === 'fail' && !isSure ? 'warn' : judged;
  if (status === 'pass') return { ...base, status, value: share, message, evidence, advice: null };
  const shown = ids.map((id) => `"${id}"`).join(', ');
  const named = shown === '' ? '' : `: ${shown}${leaked > ids.length ? ' and others' : ''}`;
  return { ...base, status, value: share, message, evidence: `${evidence}${named}`, advice: kind.advice };
}

/** Exact copies are looked for among all examples, near ones among the first of them. */
function lookedAt(examples: number, all: number): string {
  return examples < all ? `the first ${examples} of ${all}` : String(examples);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
