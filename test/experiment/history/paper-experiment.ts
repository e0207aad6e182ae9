/** Experiments that are judged and remembered as real ones are, on values that no training made. */
import { createHash } from 'node:crypto';
import { startAnalysis } from '../../../src/analysis/decide/analyse.ts';
import { guardedMetrics } from '../../../src/config/schema/gate-schema.ts';
import { openHistory } from '../../../src/experiment/history/open-history.ts';
import type { Experiment } from '../../../src/experiment/prepare.ts';
import { planLooks } from '../../../src/plan/runs/plan-looks.ts';
import type { PreparedModel } from '../../../src/plan/runs/plan-runs.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { applyGate } from '../../../src/verdict/gate.ts';
import { overallVerdict } from '../../../src/verdict/overall.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { record } from '../../checks/records.ts';
import { parseConfig } from '../../support/parse-config.ts';

export interface Paper {
  /** Text of the config. */
  readonly config: string;
  readonly folder: string;
  /** Identity of the code of the baseline, then of each variant. Default: its number. */
  readonly code?: readonly string[];
  /** A run's value of a metric that it logs; the same for the same arguments. */
  value(code: string, seed: number, metric: string): number;
}

function sha256(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

export async function judgeOnPaper({ config: text, code = [], folder, value }: Paper) {
  const config = parseConfig(text, 'conclusive.yml');
  const names = ['baseline', ...config.models.variants.map(({ name }) => name)];
  const codeOf = (index: number) => code[index] ?? String(index);
  const models = names.map(
    (name, index): PreparedModel => ({
      ...{ name, ref: null, commit: null, directory: '', params: {} },
      arm: sha256(codeOf(index)),
      fingerprint: (seed) => sha256(codeOf(index), seed, [...config.vary].sort(), config.trainer),
    }),
  );
  const prepared = {
    ...{ config, models, output: folder, request: {}, warn: () => {} },
    looks: planLooks(config.seeds),
  } as unknown as Experiment;
  const history = await openHistory(prepared, { variants: new Set(), isMemoryMissing: false });
  const { experiment } = history;
  const { looks, earlier } = experiment;
  const analysis = startAnalysis({
    ...{ experiment: 'paper', metrics: config.metrics, variants: names.slice(1), looks, earlier },
    alpha: experiment.config.alpha,
    guarded: guardedMetrics(config.gate),
  });
  const recordOf = (seed: number, name: string, index: number) => {
    const named = config.metrics.map((metric) => [metric.name, metric.from?.name ?? metric.name] as const);
    // The program logs them, whatever the config names.
    const logged = ['a', 'other'].map((metric) => [metric, metric] as const);
    const values = [...logged, ...named].map(
      ([metric, from]) => [metric, value(codeOf(index), seed, from)] as const,
    );
    return record(name, seed, { metrics: { test: Object.fromEntries(values) } });
  };
  const records: RunRecord[] = [];
  let found = null;
  for (const [look, pairs] of looks.entries()) {
    for (let seed = records.length / names.length + 1; seed <= pairs; seed++)
      records.push(...names.map((name, index) => recordOf(seed, name, index)));
    found = analysis.takeLook(records, look);
    if (found.undecided.length === 0) break;
  }
  const training = { records, comparisons: found?.comparisons ?? [], tested: analysis.remembered() };
  const { comparisons } = history.withhold(training);
  const changes = history.changes({ ...training, comparisons });
  const { verdict } = overallVerdict(comparisons, []);
  const result = { verdict, comparisons, checks: [] } as unknown as ExperimentResult;
  await history.add(result, training);
  const gate = applyGate({ comparisons, checks: [], claim: null }, config.gate);
  return { verdict, changes, comparisons, gate, tested: training.tested };
}
