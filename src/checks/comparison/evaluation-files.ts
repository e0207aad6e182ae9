import type { Check } from '../check.ts';
import { notChecked } from '../words.ts';

/** One model's content of the evaluation files: path -> digest, null where the file does not exist. */
export interface EvaluationDigests {
  readonly model: string;
  readonly files: Readonly<Record<string, string | null>>;
}

/**
 * Files that define what is measured must be the same for every model: two scores on different test data, or from
 * different metric code, do not measure the same thing.
 */
export function checkEvaluationFiles(digests: readonly EvaluationDigests[]): Check {
  const base = { id: 'evaluation-files', model: null, threshold: 0, interval: null } as const;
  const [baseline, ...variants] = digests;
  const files = Object.keys(baseline?.files ?? {});
  if (baseline === undefined || files.length === 0) {
    return notChecked(
      base,
      'no evaluation files are declared',
      'list test data and metric code under evaluation',
    );
  }
  const changed = files.filter((file) =>
    variants.some((variant) => variant.files[file] !== baseline.files[file]),
  );
  if (changed.length === 0) {
    return {
      ...base,
      status: 'pass',
      value: 0,
      message: `${files.length} evaluation file${files.length === 1 ? ' is' : 's are'} the same for every model`,
      advice: null,
    };
  }
  const named = changed.map((file) => {
    const models = variants
      .filter((variant) => variant.files[file] !== baseline.files[file])
      .map(({ model }) => model);
    return `${file} (${models.join(', ')})`;
  });
  return {
    ...base,
    status: 'fail',
    value: changed.length,
    message: `${named.join('; ')} ${changed.length === 1 ? 'differs' : 'differ'} from the baseline's, so the scores do not measure the same thing`,
    advice: 'merge the change of the evaluation first, by itself, then compare',
  };
}
