/** Whole experiments whose runs leave predictions: what the verdict holds for, and that it holds. */
import { describe, expect, test } from 'vitest';
import type { MeasuredComparison } from '../../../src/analysis/compare/comparison.ts';
import type { ExperimentOutcome } from '../../../src/experiment.ts';
import { renderTitle } from '../../../src/report/title.ts';
import { smallExperiment } from '../small-experiment.ts';

/**
 * Each model is right on an example where its ability for it, with what the seed adds, is above zero. Both are drawn from one
 * population, so they are equally good there, and hardly ever on these examples.
 */
const answers = (examples: number, { world = 0, gain = 0, extra = '' } = {}) => `
  Array.from({ length: ${examples} }, (_, e) => {
    const ability = 1 + 0.7 * normal(${world}, 0, e) + 0.7 * normal(${world}, 1 + arm, e) + ${gain} * arm;
    const isRight = ability + 0.05 * normal(${world}, 5, seed, arm) + 0.3 * normal(${world}, 6, seed, arm, e) > 0;
    return { id: e, label: 1, prediction: Number(isRight)${extra} };
  })`;
const METRICS = '[{ name: accuracy, margin: 0.02 }]';

async function run(rows: string, config: string, metrics = METRICS) {
  const start = await smallExperiment({ score: '0', rows, metrics }, config);
  return start();
}

function only({ result }: ExperimentOutcome): MeasuredComparison {
  const [comparison] = result.comparisons;
  if (comparison === undefined || comparison.difference === null) throw new Error('not measured');
  return comparison;
}

describe('two equally good models on 60 test examples', () => {
  const rows = answers(60, { world: 20 });

  test('differ for new seeds on these examples', async () => {
    const outcome = await run(rows, 'verdict: { for: this-test-set }');
    expect(outcome.result).toMatchObject({ verdict: 'improvement', scope: 'this-test-set' });
    expect(only(outcome)).toMatchObject({ scope: 'this-test-set', testExamples: 60, crossed: null });
    expect(renderTitle(outcome.result)).toMatch(/^✅ head improves accuracy by /);
    expect(outcome.markdown).toContain('holds for new seeds on these 60 test examples');
  });

  test('do not differ for new examples; more seeds are not waited for, and what could settle it is said', async () => {
    const outcome = await run(rows, '');
    const comparison = only(outcome);
    expect(outcome.result).toMatchObject({ verdict: 'inconclusive', scope: 'new-examples' });
    expect(comparison).toMatchObject({ scope: 'new-examples', testExamples: 60, cause: 'examples-limit' });
    expect(comparison.baseline.n).toBeLessThan(25);
    expect(comparison.crossed?.seedsPValue).toBeLessThan(0.01);
    expect(comparison.crossed?.exampleShare).toBeGreaterThan(0.5);
    expect(comparison.interval.low).toBeLessThan(0);
    expect(comparison.interval.high).toBeGreaterThan(0);
    expect(renderTitle(outcome.result)).toMatch(/^⚪ Too close to call: accuracy \S+\spoints? \(/);
    expect(outcome.markdown).toMatch(
      /\*\*Next:\*\* use about [\d,]+ test examples, enough to detect 2.points: more seeds will probably not settle it/,
    );
  });
});

test('a true gain on many examples is found for new examples', async () => {
  const outcome = await run(answers(1500, { world: 1, gain: 0.5 }), '');
  expect(outcome.result).toMatchObject({ verdict: 'improvement', scope: 'new-examples' });
  expect(only(outcome)).toMatchObject({ verdict: 'improvement', testExamples: 1500 });
  expect(renderTitle(outcome.result)).toMatch(/^✅ head improves \S+ by /);
});
