import { expect, test } from 'vitest';
import { renderComment } from '../../../../src/report/comment.ts';
import {
  type EvaluationTruth,
  evaluate,
  evaluationOf,
  policies,
} from '../../../support/evaluation-samples.ts';

const WORSE: EvaluationTruth = { arms: { base: 0, head: -0.2 } };
const BETTER: EvaluationTruth = { arms: { base: 0, head: 0.2 }, repeats: 5 };
const ONE: EvaluationTruth = { arms: { base: 0, head: 0.02 }, repeats: 1 };
const SEVERAL: EvaluationTruth = { arms: { base: 0, short: -0.1, long: 0.2 }, margin: 0.02 };

test.each([
  ['evaluation-worse', WORSE, 7, 2, policies('head')],
  ['evaluation-better', BETTER, 0, 12, {}],
  ['evaluation-one-repeat', ONE, 4, 5, {}],
  ['evaluation-several', SEVERAL, 7, 2, policies('long')],
])('writes the whole comment of the case %s as agreed', async (name, truth, wrong, right, more) => {
  const result = await evaluate(truth);
  const evaluation = { ...evaluationOf(result, wrong, right), ...more };
  await expect(renderComment({ ...result, evaluation })).toMatchFileSnapshot(
    `../../__snapshots__/${name}.md`,
  );
});
