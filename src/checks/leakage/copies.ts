/** Counts test examples that are in the training data, beyond what chance explains. */
import { z } from 'zod';
import type { DataEvidence, Duplicates } from '../../records/data/evidence-schema.ts';
import { naturalTwinShare, trainingDraws } from '../../stats/dataset/twins.ts';
import type { Judgement } from '../check.ts';
import { type ModelData, notInspected } from '../evidence/model-data.ts';
import { shortenPath } from '../words.ts';

/** `checks.leakage`. */
export const leakageThreshold = z
  .number()
  .gt(0)
  .lt(1)
  .default(0.01)
  .describe(
    'Share of test examples that may have a copy in the training data, beyond chance, before the verdict is invalid.',
  );

/** Shares must differ by so many standard errors, which is one chance in 700. */
const STANDARD_ERRORS = 3;

interface Kind {
  readonly words: string;
  readonly advice: string;
  readonly take: (evidence: DataEvidence) => Duplicates;
  /** Whether inputs of one source are sometimes alike by chance, so that both samples must estimate that share. */
  readonly isRough: boolean;
  /** @param least share of copies beyond the natural one, less three standard errors */
  readonly statusAt: (least: number, threshold: number) => 'pass' | 'warn' | 'fail';
}

/** Equal inputs are natural if few inputs are possible, so only copies beyond that share (`naturalTwinShare`) count. */
export function countCopies(known: ModelData, threshold: number, kind: Kind): Judgement {
  if (known.evidence === null) return notInspected(known.reason);
  const { train, test, leaked, ids } = kind.take(known.evidence);
  if (test.examples === 0 || train.examples === 0)
    return notInspected('there are no training or no test examples');
  const share = leaked / test.examples;
  const draws = trainingDraws(train, test);
  const leastBeyond = (natural: number) => {
    // Few examples often underestimate a small share, so both samples estimate it.
    const usual = kind.isRough ? (leaked + natural * draws) / (test.examples + draws) : natural;
    const error = Math.sqrt(usual * (1 - usual) * (1 / test.examples + 1 / draws));
    return share - natural - STANDARD_ERRORS * error;
  };
  const ofTwins = naturalTwinShare(train, test);
  const coincidence = (kind.isRough ? null : known.coincidence) ?? 1;
  // Rows repeated before the split have copies within each split too, which are no chance.
  const isRepeated = coincidence < ofTwins && leastBeyond(coincidence) > threshold;
  const natural = isRepeated ? coincidence : ofTwins;
  const least = leastBeyond(natural);
  const { files } = known;
  const nameOf = (file: string | undefined) => (file === undefined ? '' : ` (${shortenPath(file)})`);
  const message = `${leaked} of ${test.examples} test examples${nameOf(files?.test)} have ${kind.words}${nameOf(files?.train)}`;
  const expected = natural > 0 ? `; ${percent(natural)} are expected without a leak` : '';
  const evidence = `${lookedAt(train.examples, known.evidence.exact.train.examples)} examples examined${expected}`;
  const judged = kind.statusAt(least, threshold);
  // Found files may not be the program's splits, and repeated rows may be legitimate.
  const isSure = !known.areFound && leastBeyond(ofTwins) > threshold;
  const status = judged === 'fail' && !isSure ? 'warn' : judged;
  if (status === 'pass') return { status, value: share, message, evidence };
  const shown = ids.map((id) => `"${id}"`).join(', ');
  const named = shown === '' ? '' : `: ${shown}${leaked > ids.length ? ' and others' : ''}`;
  return {
    status,
    value: share,
    message: `${message}. Their score measures memory`,
    evidence: `${evidence}${named}`,
    advice: kind.advice,
  };
}

/** Exact copies are searched among all examples, near ones among the first. */
function lookedAt(examples: number, all: number): string {
  return examples < all ? `the first ${examples} of ${all}` : String(examples);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
