/** Summaries over tasks as papers report them: interquartile means, probabilities of improvement, and ranks. */
import type { Metric } from '../../config/file/normalise.ts';
import type { TaskScale } from '../../config/schema/task-questions.ts';
import { mean } from '../../stats/describe.ts';
import { createRandom } from '../../stats/random.ts';
import { friedmanTest } from '../../stats/tasks/friedman.ts';
import { interquartileMean, interquartileMeanInterval } from '../../stats/tasks/interquartile-mean.ts';
import { nemenyiTest } from '../../stats/tasks/nemenyi.ts';
import { pairwiseWilcoxon } from '../../stats/tasks/pairwise-wilcoxon.ts';
import {
  probabilityOverTasks,
  probabilityOverTasksInterval,
} from '../../stats/tasks/probability-of-improvement.ts';
import type { Aggregates, TaskResult } from './task-results.ts';

/** Ranks over fewer tasks differ by chance alone. */
const FEWEST_RANKED = 5;
const LEVEL = 0.95;

/**
 * @param models the baseline first; one without runs, such as a fixed number, is left out
 * @returns one per primary metric that every model has on every task
 */
export function aggregate(
  results: readonly TaskResult[],
  models: readonly string[],
  metrics: readonly Metric[],
  scale: TaskScale,
): Aggregates[] {
  return metrics.flatMap(({ name, role, direction }) => {
    const sign = direction === 'maximize' ? 1 : -1;
    const scoresOf = (model: string) =>
      results.map(({ values }) => (values[model]?.[name] ?? []).map(({ value }) => sign * value));
    const scores = new Map(models.map((model) => [model, scoresOf(model)] as const));
    const isWhole = [...scores.values()].every((own) => own.every((runs) => runs.length > 0));
    if (role !== 'primary' || !isWhole || models.length < 2) return [];
    const [baseline = '', ...variants] = models;
    const before = scores.get(baseline) ?? [];
    const options = (model: string) => ({ level: LEVEL, random: createRandom('tasks', name, model) });
    return [
      {
        metric: name,
        interquartileMeans:
          scale === 'metric'
            ? [...scores].map(([model, own]) => {
                const { low, high } = interquartileMeanInterval(own, options(model));
                const ends = [sign * low, sign * high].sort((a, b) => a - b) as [number, number];
                return {
                  model,
                  value: sign * interquartileMean(own),
                  level: LEVEL,
                  low: ends[0],
                  high: ends[1],
                };
              })
            : [],
        probabilitiesOfImprovement: variants.map((variant) => {
          const own = scores.get(variant) ?? [];
          const { low, high } = probabilityOverTasksInterval(own, before, options(variant));
          return { variant, value: probabilityOverTasks(own, before), level: LEVEL, low, high };
        }),
        ...(results.length < FEWEST_RANKED ? { ranks: null, wilcoxon: [] } : rank(scores)),
      },
    ];
  });
}

function rank(
  scores: ReadonlyMap<string, ReadonlyArray<readonly number[]>>,
): Pick<Aggregates, 'ranks' | 'wilcoxon'> {
  const models = [...scores.keys()];
  const tasks = scores.get(models[0] ?? '')?.length ?? 0;
  const rows = Array.from({ length: tasks }, (_, task) =>
    models.map((model) => mean(scores.get(model)?.[task] ?? [])),
  );
  const [ofBaseline = []] = pairwiseWilcoxon(rows);
  const wilcoxon = models.slice(1).map((variant, at) => ({ variant, pValue: ofBaseline[at + 1] as number }));
  if (models.length < 3) return { ranks: null, wilcoxon };
  const { averageRanks, ...friedman } = friedmanTest(rows);
  const { criticalDifference } = nemenyiTest(averageRanks, tasks, { level: LEVEL });
  const ranked = models.map((model, at) => ({ model, averageRank: averageRanks[at] as number }));
  return { ranks: { models: ranked, friedman, criticalDifference }, wilcoxon };
}
