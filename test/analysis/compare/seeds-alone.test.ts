import { describe, expect, test } from 'vitest';
import { pairBySeed } from '../../../src/analysis/compare/samples.ts';
import { seedsAlone } from '../../../src/analysis/compare/seeds-alone.ts';
import { normalCdf } from '../../../src/stats/distributions/normal.ts';
import { createRandom, type Random, randomNormal } from '../../../src/stats/random.ts';

const SEEDS = 8;
const EXAMPLES = 200;
const EXPERIMENTS = 80;

interface Model {
  /** Probit of the accuracy, and how much a seed moves it. */
  readonly ability: number;
  readonly deviation: number;
}

/** Shares of wrong answers. */
function errorsOf({ ability, deviation }: Model, random: Random): readonly number[] {
  return Array.from({ length: SEEDS }, () => {
    const accuracy = normalCdf(ability + deviation * randomNormal(random));
    return (
      Array.from({ length: EXAMPLES }, () => Number(random() > accuracy)).reduce((a, b) => a + b) / EXAMPLES
    );
  });
}

/** A metric of a share of errors. */
const FORMS = [
  { metric: 'accuracy', direction: 'maximize', of: (errors: number) => 1 - errors },
  { metric: 'accuracy', direction: 'maximize', of: (errors: number) => 100 * (1 - errors) },
  { metric: 'error_rate', direction: 'minimize', of: (errors: number) => errors },
  { metric: 'error_rate', direction: 'minimize', of: (errors: number) => 100 * errors },
] as const;

function isUnsteady(baseline: readonly number[], candidate: readonly number[], form: (typeof FORMS)[number]) {
  const values = (arm: readonly number[]) =>
    arm.map((errors, at) => ({ seed: at + 1, value: form.of(errors) }));
  const request = {
    ...{ variant: 'head', metric: form.metric, direction: form.direction, role: 'primary' as const },
    ...{ margin: null, alpha: 0.05, plannedLevel: 0.05 },
    ...{ baseline: values(baseline), candidate: values(candidate) },
  };
  const pairs = pairBySeed(request.baseline, request.candidate);
  return seedsAlone(request, pairs, { shift: 0, skewness: 0, mayDecide: false }).unsteady;
}

function shareUnsteady(before: Model, after: Model): number {
  const random = createRandom('unsteady', before.ability, after.ability, after.deviation);
  let unsteady = 0;
  for (let experiment = 0; experiment < EXPERIMENTS; experiment++) {
    const [baseline, candidate] = [errorsOf(before, random), errorsOf(after, random)];
    const [own, ...others] = FORMS.map((form) => isUnsteady(baseline, candidate, form));
    for (const other of others) expect(other).toBe(own);
    for (const form of FORMS) expect(isUnsteady(candidate, baseline, form)).toBe(own);
    if (own) unsteady++;
  }
  return unsteady / EXPERIMENTS;
}

describe('a model whose errors vary by factors is unsteady, in every unit and whichever arm it is', () => {
  test.each([1.3, 1.6, 2])('not if it is better and as steady: ability %d', (ability) => {
    expect(shareUnsteady({ ability: 1.2, deviation: 0 }, { ability, deviation: 0 })).toBeLessThan(
      0.06 + 3 * Math.sqrt((0.06 * 0.94) / EXPERIMENTS),
    );
  });

  test.each([2.2, 2.6])('if it is better and unsteady: ability %d', (ability) => {
    expect(shareUnsteady({ ability: 1.8, deviation: 0 }, { ability, deviation: 0.9 })).toBeGreaterThan(0.2);
  });

  test('not if it is the worse one', () => {
    expect(shareUnsteady({ ability: 2.5, deviation: 0 }, { ability: 1, deviation: 0.9 })).toBe(0);
  });
});
