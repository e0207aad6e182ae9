import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/analysis/planning/required.ts';
import { planAhead } from '../../../src/experiment/planning/plan-ahead.ts';
import type { PlanAheadRequest } from '../../../src/experiment/planning/settings.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { renderPlan } from '../../../src/report/planning.ts';
import { CrossedTable } from '../../../src/stats/crossed/layout.ts';
import {
  examplesNeeded,
  seedsNeeded,
  smallestDetectableDifference,
} from '../../../src/stats/crossed/planning.ts';
import { repeatsEstimate } from '../../../src/stats/crossed/unpaired.ts';
import { standardDeviation } from '../../../src/stats/describe.ts';
import { pairsNeeded } from '../../../src/stats/power/power.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { record } from '../../checks/records.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const CONFIG = `trainer: { command: 'train {seed}' }
models: { variants: [{ name: head, params: { x: 1 } }] }
metrics: [{ name: accuracy, margin: 0.005 }, { name: loss }]
limits: { parallel: 2 }
`;

describe('a plan', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await temporaryFolder();
  });

  const plan = (request: Partial<PlanAheadRequest> = {}) =>
    planAhead({
      repository: directory,
      config: 'conclusive.yml',
      isConfigNamed: false,
      margins: [],
      deviations: [],
      warn: (message) => {
        throw new Error(message);
      },
      ...request,
    });
  const write = (config = CONFIG) => writeFile(join(directory, 'conclusive.yml'), config);
  const size = (value: number, metric: string | null = null) => ({ metric, value });

  /** Runs of the baseline, 30 s each, whose accuracy varies by 0.006 between seeds. */
  async function keep(seeds: number, isPredicting = false) {
    const store = await openRunStore(join(directory, '.conclusive'), () => undefined);
    const random = createRandom('plan-ahead');
    const predictions = join(directory, 'predictions.jsonl');
    for (let seed = 1; seed <= seeds; seed++) {
      const right = Array.from({ length: 200 }, () => Number(random() > 0.2));
      const accuracy = isPredicting
        ? right.reduce((sum, one) => sum + one) / right.length
        : 0.8 + 0.006 * randomNormal(random);
      const { predictions: _, ...run } = record('baseline', seed, {
        fingerprint: seed.toString(16).padStart(64, '0'),
        metrics: { test: { accuracy } },
        cost: { wallSeconds: 30, cpuSeconds: null, peakMemoryBytes: null },
      });
      const rows = right.map((prediction, id) =>
        JSON.stringify({ split: 'test', id: String(id), label: 1, prediction }),
      );
      await writeFile(predictions, rows.join('\n'));
      await store.save(run, isPredicting ? predictions : undefined);
    }
  }

  const OF_REPEATS = `evaluate: { command: 'ask {repeat} {run_dir}', repeats: { min: 3, max: 10 } }
models: { variants: [{ name: head, params: { x: 1 } }] }
metrics: [{ name: score, margin: 0.05 }]
`;

  /** Repeats of an evaluation. @returns what the test over them and their cases estimates */
  async function keepRepeats(label: number, { repeats = 3, cases = 60 } = {}) {
    const store = await openRunStore(join(directory, '.conclusive'), () => undefined);
    const random = createRandom('repeats', label);
    const ease = Array.from({ length: cases }, () => random());
    const tables = await Promise.all(
      ['baseline', 'head'].map(async (model) => {
        const table = new CrossedTable(cases);
        for (let seed = 1; seed <= repeats; seed += 1) {
          const row = ease.map((chance) => Number(random() < chance));
          table.add(row);
          const { predictions: _, ...run } = record(model, seed, {
            fingerprint: `${seed}${model === 'head' ? 'a' : 'b'}`.padStart(64, '0'),
            metrics: { test: { score: row.reduce((sum, one) => sum + one) / cases } },
          });
          const results = row.map((score, at) => ({
            id: `c${at}`,
            repeat: 1,
            scores: { score },
            error: null,
            answer: String(random()),
            isCached: false,
            show: null,
          }));
          await store.save(run, { tool: 'case,repeat,score', settings: null, results });
        }
        return table;
      }),
    );
    return repeatsEstimate(...(tables as [CrossedTable, CrossedTable])).components;
  }

  test.each([0, 1, 2, 3])(
    'repeats are planned by the test over repeats and cases: truth %i',
    async (label) => {
      await write(OF_REPEATS);
      const components = await keepRepeats(label);
      const found = await plan();
      const [planned] = found.metrics;
      if (planned === undefined || !('spread' in planned)) throw new Error('not planned');
      const { thisTestSet, atUpperSpread, newExamples, level } = planned.requirements;
      expect([thisTestSet, atUpperSpread]).toEqual([null, null]);
      expect(planned.spread.examples).toEqual({ count: 60, unit: 'cases', components });
      const aim = { components, areRepeats: true, alpha: level };
      for (const { power, seedsForDifference, examplesForDifference } of newExamples?.needed ?? []) {
        expect(seedsForDifference).toBe(seedsNeeded({ ...aim, power, difference: 0.05, examples: 60 }));
        expect(examplesForDifference).toBe(examplesNeeded({ ...aim, power, difference: 0.05, seeds: 10 }));
      }
      expect(newExamples?.detectable).toHaveLength(4);
      for (const { power, seeds, difference } of newExamples?.detectable.slice(2) ?? [])
        expect(difference).toBe(smallestDetectableDifference({ ...aim, power, seeds, examples: 60 }));
      const text = renderPlan(found);
      expect(text).toContain('For new repeats and new cases, with 60');
      expect(text).not.toMatch(/seed|example|pair/i);
    },
  );

  test('repeats are not planned from one repeat, nor from a stated spread', async () => {
    await write(OF_REPEATS);
    await keepRepeats(0, { repeats: 1 });
    await expect(plan()).rejects.toThrow('it takes 2 repeats of the baseline and of a variant');
    await expect(plan({ deviations: [size(0.01)] })).rejects.toThrow('--sd, --disagreement: repeats');
  });

  const NAMES = Array.from({ length: 9 }, (_, at) => `t${at}`);
  const ofNewTasks = (more = '') => `trainer: { command: 'train {task} {seed}' }
models: { variants: [{ name: head, params: { x: 1 } }] }
metrics: [{ name: accuracy, margin: 0.01 }]
tasks: [${NAMES.slice(0, -1).join(', ')}, { name: ${NAMES.at(-1)}, params: { epochs: 3 } }]
verdict: { for: new-tasks }
seeds: 2
${more}`;

  /** Runs of two programs, of which the second is the one that was run on every task. @returns its differences by task */
  async function keepTasks(index: number): Promise<number[]> {
    const store = await openRunStore(join(directory, '.conclusive'), () => undefined);
    const random = createRandom('new tasks', index);
    const differences: number[] = [];
    let number = 0;
    for (const commit of ['a'.repeat(40), 'b'.repeat(40)])
      for (const [at, task] of (commit.startsWith('a') ? NAMES.slice(0, 3) : NAMES).entries()) {
        const gain = 0.02 * randomNormal(random);
        if (commit.startsWith('b')) differences.push(gain);
        for (const [arm, model] of ['baseline', 'head'].entries())
          for (const seed of [1, 2]) {
            number += 1;
            const { predictions: _, ...run } = record(model, seed, {
              task,
              commit,
              params: { ...(arm === 0 ? {} : { x: 1 }), ...(at === NAMES.length - 1 ? { epochs: 3 } : {}) },
              fingerprint: number.toString(16).padStart(64, '0'),
              metrics: { test: { accuracy: 0.1 * at + arm * gain + (seed - 1.5) * 0.1 } },
              cost: { wallSeconds: 30, cpuSeconds: null, peakMemoryBytes: null },
            });
            await store.save(run, undefined);
          }
      }
    return differences;
  }

  test.each([0, 1, 2, 3])('for new tasks, the tasks are the pairs: truth %i', async (index) => {
    await write(ofNewTasks());
    const differences = await keepTasks(index);
    const found = await plan({ warn: () => undefined });
    const { metrics, design, pairing } = found;
    expect(pairing).toBe('task');
    expect(design.looks).toEqual([2]);
    const spread = standardDeviation(differences);
    const [planned] = metrics;
    if (planned === undefined || !('spread' in planned)) throw new Error('not planned');
    expect(planned.spread.standardDeviation).toBeCloseTo(spread, 10);
    expect(planned.spread.source).toEqual({ kind: 'pairs', count: 9, models: ['baseline', 'head'] });
    const { detectable, needed } = planned.requirements.thisTestSet as Plan;
    expect(detectable.map(({ seeds }) => seeds)).toEqual([9, 9]);
    for (const { power, difference } of detectable)
      expect(
        pairsNeeded({
          difference: difference * (1 + 1e-9),
          standardDeviation: spread,
          alpha: planned.requirements.level,
          power,
          maximum: 1000,
        }),
      ).toBe(9);
    // Stated, it is the spread of the tasks' differences itself.
    const stated = await plan({ deviations: [size(spread)], warn: () => undefined });
    expect(stated.metrics[0]).toMatchObject({
      spread: { standardDeviation: spread },
      requirements: { thisTestSet: { needed } },
    });
    const text = renderPlan(found);
    expect(text).toMatch(/Tasks to find a difference of 0\.01/);
    expect(text).toMatch(/Smallest difference found with 9 tasks/);
    expect(text).not.toMatch(/Seeds to/);
  });

  test('for new tasks, it says what it needs if no spread is known', async () => {
    await write(ofNewTasks());
    await expect(plan({ warn: () => undefined })).rejects.toThrow(
      /spread of accuracy between tasks is unknown: no finished run .*; run the experiment on some tasks, or state the standard deviation of the tasks' differences with --sd 0\.01/,
    );
    await expect(plan({ examples: 100, warn: () => undefined })).rejects.toThrow(
      /--examples, --disagreement: with verdict\.for: new-tasks/,
    );
  });

  test('finds a metric by the name that "from:" gives it', async () => {
    await write(CONFIG.replace('{ name: accuracy,', '{ name: f1, from: accuracy,'));
    await keep(8);
    const { metrics } = await plan();
    expect(metrics).toMatchObject([{ metric: 'f1', spread: { source: { kind: 'runs', count: 8 } } }]);
  });

  test('comes from the records of the baseline, with its cost', async () => {
    await write();
    await keep(30);
    const found = await plan();
    expect(found).toMatchObject({
      schema: 'conclusive.plan/1',
      config: 'conclusive.yml',
      comparisons: 1,
      design: { kind: 'sequential', min: 6, max: 25 },
      cost: { models: 2, secondsPerRun: 30, parallel: 2 },
      metrics: [{ metric: 'accuracy', margin: 0.005, spread: { source: { kind: 'runs', count: 30 } } }],
    });
    const text = renderPlan(found);
    expect(text).toContain('from 30 runs of baseline, as if pairing gained nothing');
    const [metric] = found.metrics;
    if (metric === undefined || 'unknown' in metric) throw new Error('not planned');
    const seeds = metric.requirements.thisTestSet?.needed[0]?.seedsForDifference as number;
    // Two at a time, two models: seeds × 30 s.
    expect(text).toMatch(
      new RegExp(`Seeds to find a difference of 0\\.005 +${seeds} .*\\n +runs +${2 * seeds}, \\d+ min`),
    );
    expect(text).toContain('Time: at 30 s per run, 2 at a time.');
    expect(text).not.toContain('new test examples');
  });

  test('finds a metric under the name that its source has in the records', async () => {
    await keep(30);
    await write(CONFIG.replace('name: accuracy,', 'name: acc, direction: maximize, from: accuracy,'));
    expect(await plan()).toMatchObject({ metrics: [{ metric: 'acc', spread: { source: { count: 30 } } }] });
  });

  test('speaks of new test examples where predictions tell how much they vary, or it is stated', async () => {
    await write();
    await keep(12, true);
    expect(renderPlan(await plan())).toContain('For new seeds and new test examples, with 200');
    expect(renderPlan(await plan({ examples: 5000 }))).toContain(
      'For new seeds and new test examples, with 5,000',
    );
    const stated = await plan({ deviations: [size(0.006)], examples: 5000, disagreement: 0.1 });
    expect(stated.metrics[0]).toMatchObject({
      spread: {
        examples: {
          count: null,
          components: { seed: expect.closeTo(2 * 0.006 ** 2, 12), example: 0.1, rest: 0 },
        },
      },
      requirements: { newExamples: { examples: 5000 } },
    });
  });

  test('takes what is stated in place of config and records, and needs neither', async () => {
    const found = await plan({ margins: [size(0.005)], deviations: [size(0.006)] });
    expect(found).toMatchObject({
      config: null,
      cost: { models: 2, secondsPerRun: null },
      metrics: [{ metric: 'metric', margin: 0.005, spread: { source: { kind: 'stated' } } }],
    });
    expect(renderPlan(found)).toContain('Time: unknown, because no run is on record.');
    expect(await readdir(directory)).toEqual([]);
    await write();
    const options = { margins: [size(0.01, 'accuracy')], deviations: [size(0.006)], seeds: 8, alpha: 0.01 };
    expect(await plan(options)).toMatchObject({
      alpha: 0.01,
      design: { kind: 'fixed', max: 8 },
      metrics: [{ margin: 0.01, requirements: { level: 0.01 } }],
    });
    // Nothing is trained, and nothing is written.
    expect(await readdir(directory)).toEqual(['conclusive.yml']);
  });

  test('shares alpha among variants and primary metrics, and counts a reference among the models', async () => {
    await write(
      CONFIG.replace(
        'params: { x: 1 } }]',
        'params: { x: 1 } }, { name: wide, params: { x: 2 } }], reference: { ref: v1 }',
      )
        .replace('{ name: loss }', '{ name: macro_f1, role: primary, margin: 0.01 }')
        .replace('margin: 0.005', 'margin: 0.005, role: primary'),
    );
    const found = await plan({ deviations: [size(0.006, 'accuracy'), size(0.01, 'macro_f1')], seeds: 8 });
    expect(found).toMatchObject({ comparisons: 4, cost: { models: 4 } });
    expect(found.metrics.map((metric) => 'requirements' in metric && metric.requirements.level)).toEqual([
      0.0125, 0.0125,
    ]);
    expect(renderPlan(found)).toContain('alpha 0.05 shared by 4 comparisons');
    const one = await plan({ deviations: [size(0.006, 'accuracy')] });
    expect(renderPlan(one)).toContain(
      'macro_f1, margin 0.01\n  not planned: no finished run on record reports macro_f1',
    );
  });

  test('finds a gain that exceeds min-effect by the margin, and what guards need besides', async () => {
    await write(
      `${CONFIG.replace('margin: 0.005', 'margin: 0.005, min-effect: 0.01, role: primary').replace(
        '{ name: loss }',
        '{ name: loss, margin: 0.02 }',
      )}claim: improvement, no worse in loss\n`,
    );
    const deviations = [size(0.006, 'accuracy'), size(0.02, 'loss')];
    const { metrics } = await plan({ deviations, seeds: 8 });
    expect(metrics).toMatchObject([
      { metric: 'accuracy', minEffect: 0.01, isGuard: false },
      { metric: 'loss', margin: 0.02, isGuard: true },
    ]);
    const text = renderPlan(await plan({ deviations, seeds: 8 }));
    await write();
    const plain = (await plan({ deviations: [size(0.006)], seeds: 8 })).metrics[0];
    const [own, guard] = metrics;
    if (plain === undefined || own === undefined || guard === undefined) throw new Error('not planned');
    if ('unknown' in plain || 'unknown' in own || 'unknown' in guard) throw new Error('not planned');
    const [before, after] = [plain, own].map(({ requirements }) => requirements.thisTestSet);
    expect(after?.needed).toEqual(before?.needed);
    expect(after?.detectable[0]?.difference).toBeCloseTo((before?.detectable[0]?.difference ?? 0) + 0.01, 12);
    expect(text).toMatch(/Seeds to find a gain of 0\.015 \(min-effect and margin\) +\d+/);
    expect(text).toMatch(/loss, no worse by 0\.02\n.*\n.*\n +Seeds to show it no worse, if it is equal +\d+/);
  });

  test('tells what few seeds can find', async () => {
    await write();
    const warnings: string[] = [];
    const warn = (message: string) => void warnings.push(message);
    await plan({ deviations: [size(0.006)], seeds: 4, warn });
    expect(warnings.join()).toMatch(/^4 seeds without predictions by example find large differences only/);
  });

  test.each([
    [
      'neither records nor a spread',
      CONFIG,
      {},
      /the spread of accuracy between runs is unknown: no finished run on record reports accuracy; measure it with "conclusive run --aa", or state .* --sd 0\.01$/,
    ],
    [
      'no margin',
      CONFIG.replace(', margin: 0.005', ''),
      { deviations: [size(0.01)] },
      /no primary metric has a margin.* pass --margin 0\.005/,
    ],
    [
      'folds',
      `${CONFIG}vary: folds\n`,
      { deviations: [size(0.01)] },
      /with vary: folds, folds\.k and folds\.repeats/,
    ],
    [
      'another metric',
      CONFIG,
      { deviations: [size(0.01, 'acuracy')] },
      /--sd: "acuracy" is not a primary metric; did you mean "accuracy"\?/,
    ],
    [
      'examples of which nothing is known',
      CONFIG,
      { deviations: [size(0.01)], examples: 100 },
      /--examples: no recorded .* how much accuracy varies .* add --disagreement 0\.1/,
    ],
    [
      'a disagreement on no examples',
      CONFIG,
      { deviations: [size(0.01)], disagreement: 0.1 },
      /--disagreement needs the number of test examples/,
    ],
    ['no config, and one that is named', null, { isConfigNamed: true }, /conclusive\.yml: no such file/],
    [
      'no config and no values',
      null,
      {},
      /there is no conclusive\.yml here; .* conclusive plan --margin 0\.005 --sd 0\.01/,
    ],
  ])('is refused with %s', async (_, config, request, message) => {
    if (config !== null) await write(config);
    await expect(plan(request)).rejects.toThrow(message);
  });
});
