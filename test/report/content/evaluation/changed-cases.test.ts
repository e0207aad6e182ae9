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

test('a metric that is shown to be worse is not told as one that may be', async () => {
  const result = await evaluate(WORSE);
  const [policy] = policies('head').policies;
  if (policy === undefined) throw new Error('no policy');
  const guard = { ...policy, id: 'latency_ms.p95', message: '`latency_ms.p95` is worse by more than 50 ms' };
  const blocked = { failed: [{ on: 'no-worse', metric: 'latency_ms.p95' }], conclusion: 'failure' } as const;
  const say = (status: 'fail' | 'open') =>
    renderComment({
      ...result,
      evaluation: { ...evaluationOf(result), policies: [{ ...guard, status }] },
      gate: { ...result.gate, passed: false, ...blocked },
    } as typeof result);
  expect(say('fail')).toContain('**Merge blocked:** `latency_ms.p95` is worse');
  expect(say('open')).toContain('**Merge blocked:** `latency_ms.p95` may be worse');
});

test('names the cases of a policy', async () => {
  const result = await evaluate(WORSE);
  const [policy] = policies('head').policies;
  if (policy === undefined) throw new Error('no policy');
  const one = { ...policy, id: 'must-pass', message: '1 case that must pass fails', cases: ['refund-9'] };
  const evaluation = { ...evaluationOf(result), policies: [one] };
  expect(renderComment({ ...result, evaluation })).toContain('❌ 1 case that must pass fails: `refund-9`');
});

test('a case without a pass mark is told by its score', async () => {
  const result = await evaluate(WORSE);
  const evaluation = { ...evaluationOf(result), passedBy: null, passMark: null };
  expect(renderComment({ ...result, evaluation })).toContain('**7 scored worse:**');
});
