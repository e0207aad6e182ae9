/** Each kind of pitfall is found, and its healthy twin raises no alarm of the same check, on experiments drawn from a truth. */
import { describe, expect, test } from 'vitest';
import { failedRuns } from '../../src/checks/comparison/failed-runs.ts';
import { scale } from '../../src/checks/comparison/scale.ts';
import { seedEffect } from '../../src/checks/comparison/seed-effect.ts';
import { partlySeeded } from '../../src/checks/conditions/partly-seeded.ts';
import { undertrained } from '../../src/checks/conditions/undertrained.ts';
import type { CheckDefinition } from '../../src/checks/define-check.ts';
import { collapse } from '../../src/checks/instability/collapse.ts';
import { ownCurve } from '../../src/checks/metrics/own-curve.ts';
import type { Metric } from '../../src/config/file/normalise.ts';
import type { RunRecord } from '../../src/records/record.ts';
import { createRandom, type Random, randomInteger, randomNormal } from '../../src/stats/random.ts';
import { change, drawExperiment, endAt, HEALTHY } from '../checks/experiments.ts';
import { ACCURACY, decided, judge } from '../checks/judge.ts';

const DRAWS = 30;
const RMSE: Metric = { ...ACCURACY, name: 'rmse', direction: 'minimize', unit: 'none' };
const F1: Metric = { ...ACCURACY, name: 'f1' };

interface Kind {
  readonly check: CheckDefinition;
  readonly metrics?: readonly Metric[];
  pitfall(random: Random): readonly RunRecord[];
  twin(random: Random): readonly RunRecord[];
}

/** All runs of a model have the curves of its first, as if their training had one seed. */
function withOneTraining(records: readonly RunRecord[]): RunRecord[] {
  return change(records, {}, (run) => {
    const first = records.find(({ model }) => model === run.model);
    return { curves: first?.curves ?? [], metrics: { test: run.metrics.test ?? {} } };
  });
}

function withErrors(random: Random, units: readonly [number, number], hasR2: boolean): RunRecord[] {
  const deviation = 10 + 90 * random();
  return change(drawExperiment(random), {}, ({ model, metrics }) => {
    const r2 = 0.6 + 0.1 * random();
    const rmse = deviation * Math.sqrt(1 - r2) * units[model === 'head' ? 1 : 0];
    return { metrics: { ...metrics, test: hasR2 ? { rmse, r2 } : { rmse } } };
  });
}

function withF1(random: Random, micro: readonly string[]): RunRecord[] {
  return change(drawExperiment(random), {}, ({ model, metrics }) => {
    const accuracy = metrics.test?.accuracy ?? 0;
    const macro = accuracy - 0.03 + 0.01 * randomNormal(random);
    return { metrics: { ...metrics, test: { accuracy, f1: micro.includes(model) ? accuracy : macro } } };
  });
}

/** Sets the accuracies of the first runs of the variant. */
function withWorst(
  random: Random,
  seeds: number,
  worst: number,
  value: (random: Random) => number,
): RunRecord[] {
  return change(
    drawExperiment(random, { seeds, skills: [0.97, 0.98], spread: 0.003 }),
    { model: 'head', seeds: Array.from({ length: worst }, (_, index) => index + 1) },
    () => ({ metrics: { test: { accuracy: value(random) } } }),
  );
}

/** The final value is that of the best epoch. */
function toBest({ curves }: RunRecord): Partial<RunRecord> {
  const accuracy = Math.max(...curves.map(({ validation }) => validation.accuracy ?? 0));
  return { metrics: { validation: { accuracy } } };
}

function toLast({ metrics }: RunRecord): Partial<RunRecord> {
  return { metrics: { validation: metrics.validation ?? {} } };
}

const KINDS: Readonly<Record<string, Kind>> = {
  'a final value from elsewhere than the curve': {
    check: ownCurve,
    pitfall: (random) =>
      change(drawExperiment(random), random() < 0.5 ? { model: 'head' } : {}, ({ metrics }) => {
        const accuracy = (metrics.validation?.accuracy ?? 0) - 0.1 - 0.1 * random();
        return { metrics: { ...metrics, validation: { accuracy } } };
      }),
    twin: (random) => {
      const drawn = drawExperiment(random, { rise: random() < 0.5 ? 0 : 0.02 });
      return random() < 0.5 ? drawn : change(drawn, {}, toBest);
    },
  },
  'the best epoch in one arm only': {
    check: ownCurve,
    pitfall: (random) =>
      change(
        drawExperiment(random).map((run) => ({ ...run, ...toLast(run) })),
        { model: 'head' },
        toBest,
      ),
    twin: (random) => change(drawExperiment(random), {}, random() < 0.5 ? toBest : toLast),
  },
  'a seed that moves only the evaluation': {
    check: seedEffect,
    pitfall: (random) => withOneTraining(drawExperiment(random, { seeds: 3 + randomInteger(random, 10) })),
    twin: (random) => drawExperiment(random, { seeds: 3 + randomInteger(random, 10) }),
  },
  'runs that end early without a sign of early stopping': {
    check: failedRuns,
    pitfall: (random) => {
      const seeds = 5 + randomInteger(random, 8);
      const crashed = 1 + randomInteger(random, Math.floor(seeds / 2) - 1);
      const ended = Array.from({ length: crashed }, (_, index) => index + 1);
      return change(drawExperiment(random, { seeds }), { seeds: ended }, endAt(2 + randomInteger(random, 4)));
    },
    twin: (random) =>
      drawExperiment(random, {
        seeds: 5 + randomInteger(random, 8),
        patience: { loss: 2 + randomInteger(random, 4) },
      }),
  },
  'a baseline that has hardly learned': {
    check: undertrained,
    pitfall: (random) =>
      drawExperiment(random, { rates: [0.004 + 0.002 * random(), 0.35], skills: [0.87, 0.88] }),
    twin: (random) => drawExperiment(random, { rates: [0.4, 0.6], skills: [0.6, 0.9] }),
  },
  'an error in two units': {
    check: scale,
    metrics: [RMSE],
    pitfall: (random) => withErrors(random, [1, 1 / (30 + 100 * random())], random() < 0.5),
    twin: (random) => withErrors(random, [1, 0.2 + 0.8 * random()], false),
  },
  'an error in two units that R² gives away': {
    check: scale,
    metrics: [RMSE],
    pitfall: (random) => withErrors(random, [1, 1 / (3 + 100 * random())], true),
    twin: (random) => withErrors(random, [1, 1], true),
  },
  'an F1 averaged in two ways': {
    check: scale,
    metrics: [F1],
    pitfall: (random) => withF1(random, ['head']),
    twin: (random) => withF1(random, random() < 0.5 ? [] : ['baseline', 'head']),
  },
  'a third of the runs with another outcome': {
    check: collapse,
    pitfall: (random) => withWorst(random, 12, 4, () => 0.71 + 0.13 * random()),
    twin: (random) => drawExperiment(random, { seeds: 12, skills: [0.97, 0.98], spread: 0.003 }),
  },
};

function alarms({ check, metrics = [ACCURACY] }: Kind, records: readonly RunRecord[]): string[] {
  const comparisons = decided('improvement', metrics[0]?.name);
  return judge(check, { records, comparisons, metrics, sharedPredictions: [] }).flatMap(
    ({ status, message }) => (status === 'warn' || status === 'fail' ? [message] : []),
  );
}

describe.each(Object.entries(KINDS))('%s', (name, kind) => {
  test('is found, and its twin is not', () => {
    const random = createRandom('pitfalls', name);
    const draws = Array.from({ length: DRAWS });
    const missed = draws.filter(() => alarms(kind, kind.pitfall(random)).length === 0);
    const alarmed = draws.flatMap(() => alarms(kind, kind.twin(random)));
    expect(missed.length).toBeLessThanOrEqual(DRAWS / 10);
    expect(alarmed).toEqual([]);
  });
});

const CHECKS = [...new Set(Object.values(KINDS).map(({ check }) => check)), partlySeeded];
/** More, to measure the rates. */
const REPETITIONS = Number(process.env.HEALTHY ?? 2);

test('thirty kinds of healthy experiments raise hardly any of these alarms', () => {
  const experiments = Object.entries(HEALTHY).flatMap(([name, truth]) =>
    Array.from({ length: REPETITIONS }, (_, draw) => {
      const records = drawExperiment(createRandom('healthy', name, draw), truth);
      return CHECKS.flatMap((check) =>
        alarms({ check } as Kind, records).map((text) => `${name}: ${check.id}: ${text}`),
      );
    }),
  );
  const alarmed = experiments.filter(({ length }) => length > 0);
  if (REPETITIONS > 2) console.log(`${alarmed.length} of ${experiments.length}`, alarmed.flat());
  expect(alarmed.length, alarmed.flat().join('\n')).toBeLessThanOrEqual(experiments.length / 20);
});
