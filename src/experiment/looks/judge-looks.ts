import type { Comparison } from '../../analysis/compare/comparison.ts';
import { type ComparisonName, startAnalysis } from '../../analysis/decide/analyse.ts';
import { createCrossedRows } from '../../analysis/examples/crossed-rows.ts';
import type { SplitReader } from '../../analysis/examples/run-predictions.ts';
import { setupOf } from '../../checks/evidence.ts';
import { findFinal } from '../../checks/find-broken.ts';
import { fixedBaseline } from '../../config/file/normalise.ts';
import type { PreparedModel } from '../../plan/runs/plan-runs.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import type { Tested } from '../../records/store/tested.ts';
import { compute } from '../../stop-signals.ts';
import { isUnchanged } from '../../verdict/no-change.ts';
import { allGuarded } from '../guarded-metrics.ts';
import type { ContinuedExperiment } from '../history/go-on.ts';
import { neverFinished, tooOftenFailed } from './stop-when-invalid.ts';

interface TakenLook {
  readonly comparisons: readonly Comparison[];
  readonly undecided: readonly PreparedModel[];
}

export interface LookJudge {
  /** @param isLast time is over, so this look spends the rest of alpha */
  take(records: readonly RunRecord[], look: number, isLast: boolean): Promise<TakenLook>;
  /** What has been tested so far. */
  tested(): ReadonlyArray<ComparisonName & Tested>;
}

export function startJudging(
  experiment: ContinuedExperiment,
  readerOf: (split: Split) => SplitReader,
): LookJudge {
  const { name, config, looks, models, earlier, request } = experiment;
  const { alpha, metrics, limits, folds } = config;
  const variants = models.slice(1);
  const names = variants.map((variant) => variant.name);
  const baseline = models[0]?.name ?? 'baseline';
  const fixed = fixedBaseline(config);
  const analysis = startAnalysis({
    experiment: name,
    metrics,
    variants: names,
    alpha,
    guarded: allGuarded(config, request.description),
    testShare: folds === null ? undefined : 1 / (folds.k - 1),
    looks,
    earlier,
    fixed,
  });
  const verdictFor = config.verdict.for;
  const rows = createCrossedRows({ variants: names, metrics, verdictFor, readerOf, fixed });
  return {
    async take(records, look, isLast) {
      const held = tooOftenFailed(models, records, limits['failed-runs']);
      const examples = folds === null ? { examples: await rows.read(records) } : {};
      const taken = await compute(() =>
        analysis.takeLook(records, look, { held, ends: isLast, ...examples }),
      );
      // More runs help neither a variant that never finished nor one that equals the baseline.
      const unmoved = findFinal({ ...setupOf(experiment), records }, config.checks);
      const undecided = variants.filter(
        (variant) =>
          taken.undecided.includes(variant.name) &&
          !neverFinished(variant, records) &&
          !unmoved.has(variant.name) &&
          !(
            config.mayBeEqual?.includes(variant.name) &&
            isUnchanged(variant.name, { records, baseline, metrics })
          ),
      );
      return { comparisons: taken.comparisons, undecided };
    },
    tested: analysis.remembered,
  };
}
