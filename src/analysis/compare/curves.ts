import { z } from 'zod';
import type { Described } from '../../config/described.ts';
import type { RunRecord } from '../../records/record.ts';
import { mean, standardDeviation } from '../../stats/describe.ts';
import { runsOf } from './samples.ts';

export const meanCurveSchema = z
  .object({
    model: z.string(),
    task: z.string().exactOptional().describe('The task of the runs; left out without tasks.'),
    runs: z.number(),
    epochs: z.array(z.number()),
    train: z.array(z.number()),
    validation: z.array(z.number()),
    spread: z
      .object({ train: z.array(z.number()), validation: z.array(z.number()) })
      .exactOptional()
      .describe('Standard deviations over the runs, for the same epochs; left out with a single run.'),
  })
  .describe(
    'Mean loss by epoch over the finished runs of one model: train[i] and validation[i] belong to epochs[i].',
  );
export type MeanCurve = Described<typeof meanCurveSchema>;

/** One for each model. With tasks, of the first one whose runs have curves, because losses of several have no common scale. */
export function meanCurves(
  records: readonly RunRecord[],
  models: readonly string[],
  tasks: readonly string[] | undefined,
): MeanCurve[] {
  const curvesOf = (own: readonly RunRecord[]) => models.flatMap((model) => meanCurve(own, model) ?? []);
  if (tasks === undefined) return curvesOf(records);
  for (const task of tasks) {
    const curves = curvesOf(records.filter((record) => record.task === task));
    if (curves.length > 0) return curves.map(({ model, ...curve }) => ({ model, task, ...curve }));
  }
  return [];
}

/** Includes only epochs that every finished run reports with both losses, so that all points are means over the same runs. */
function meanCurve(records: readonly RunRecord[], model: string): MeanCurve | null {
  const runs = runsOf(records, model).filter(({ status, curves }) => status === 'ok' && curves.length > 0);
  const byEpoch = new Map<number, { train: number[]; validation: number[] }>();
  for (const run of runs) {
    for (const { epoch, train, validation } of run.curves) {
      if (train.loss === undefined || validation.loss === undefined) continue;
      const point = byEpoch.get(epoch) ?? { train: [], validation: [] };
      point.train.push(train.loss);
      point.validation.push(validation.loss);
      byEpoch.set(epoch, point);
    }
  }
  const points = [...byEpoch]
    .filter(([, point]) => point.train.length === runs.length)
    .sort(([a], [b]) => a - b);
  if (points.length === 0) return null;
  return {
    model,
    runs: runs.length,
    epochs: points.map(([epoch]) => epoch),
    train: points.map(([, point]) => mean(point.train)),
    validation: points.map(([, point]) => mean(point.validation)),
    ...(runs.length < 2
      ? {}
      : {
          spread: {
            train: points.map(([, point]) => standardDeviation(point.train)),
            validation: points.map(([, point]) => standardDeviation(point.validation)),
          },
        }),
  };
}
