import { readText } from '../../bounded-file.ts';
import { parseJsonAt } from '../../readers/files/json-lines.ts';
import { MAX_RESULTS_BYTES } from '../../results/limits.ts';
import type { EvaluationReader } from '../evaluation.ts';
import { evaluationOf } from './inspect.ts';
import { objectOf } from './values.ts';

export const inspectJson: EvaluationReader = {
  tool: 'Inspect',
  accepts: ({ head }) => /^\s*\{\s*"version":\s*\d+,\s*"status":/.test(head),
  read: async (path, file) => {
    const log = parseJsonAt(await readText(path, MAX_RESULTS_BYTES), { file, line: null });
    const { samples } = objectOf(log);
    return [evaluationOf(log, Array.isArray(samples) ? samples : [], file)];
  },
};
