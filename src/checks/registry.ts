/** All checks, in the order in which the report shows them. */
import type { CheckTraits } from './check-traits.ts';
import { changeEffect } from './comparison/change-effect.ts';
import { codeUnchanged } from './comparison/code-unchanged.ts';
import { copiedRuns } from './comparison/copied-runs.ts';
import { evaluationFiles } from './comparison/evaluation-files.ts';
import { failedRuns } from './comparison/failed-runs.ts';
import { reference } from './comparison/reference.ts';
import { sameCases } from './comparison/same-cases.ts';
import { scale } from './comparison/scale.ts';
import { seedEffect } from './comparison/seed-effect.ts';
import { smallerModel } from './comparison/smaller-model.ts';
import { testExamples } from './comparison/test-examples.ts';
import { dataFiles } from './conditions/data-files.ts';
import { machine } from './conditions/machine.ts';
import { partlySeeded } from './conditions/partly-seeded.ts';
import { seedChoice } from './conditions/seed-choice.ts';
import { seedTrend } from './conditions/seed-trend.ts';
import { testSelection } from './conditions/test-selection.ts';
import { timeLimit } from './conditions/time-limit.ts';
import { trainingEffort } from './conditions/training-effort.ts';
import { undertrained } from './conditions/undertrained.ts';
import { domainDrop } from './data/domain-drop.ts';
import { domainInputs } from './data/domain-inputs.ts';
import { slicesFound } from './data/slices-found.ts';
import { slicesNamed } from './data/slices-named.ts';
import type { CheckDefinition } from './define-check.ts';
import { bimodality } from './instability/bimodality.ts';
import { collapse } from './instability/collapse.ts';
import { singleSeed } from './instability/single-seed.ts';
import { spread } from './instability/spread.ts';
import { leakageExact } from './leakage/exact.ts';
import { groups } from './leakage/groups.ts';
import { leakageIds } from './leakage/ids.ts';
import { labelColumn } from './leakage/label.ts';
import { leakageNear } from './leakage/near.ts';
import { ceiling } from './metrics/ceiling.ts';
import { chance } from './metrics/chance.ts';
import { conflict } from './metrics/conflict.ts';
import { oneClass } from './metrics/one-class.ts';
import { ownCurve } from './metrics/own-curve.ts';
import { testGap } from './metrics/test-gap.ts';
import { againstBaseline } from './overfitting/against-baseline.ts';
import { bestEpoch } from './overfitting/best-epoch.ts';
import { gap } from './overfitting/gap.ts';
import { testOnly } from './overfitting/test-only.ts';
import { validationOnly } from './overfitting/validation-only.ts';
import { reproducible } from './retraining/reproducible.ts';
import { sensitivity } from './retraining/sensitivity.ts';
import { tuningBudget } from './retraining/tuning-budget.ts';
import { varianceSources } from './retraining/variance-sources.ts';

export const CHECKS: readonly CheckDefinition[] = [
  codeUnchanged,
  evaluationFiles,
  testExamples,
  sameCases,
  dataFiles,
  scale,
  reference,
  failedRuns,
  seedChoice,
  seedTrend,
  machine,
  timeLimit,
  seedEffect,
  copiedRuns,
  partlySeeded,
  changeEffect,
  testSelection,
  chance,
  testGap,
  ownCurve,
  collapse,
  trainingEffort,
  undertrained,
  conflict,
  oneClass,
  ceiling,
  testOnly,
  // The report shows the first of these that warn for a model, so the order matters.
  validationOnly,
  gap,
  againstBaseline,
  bestEpoch,
  spread,
  bimodality,
  singleSeed,
  smallerModel,
  reproducible,
  leakageExact,
  leakageNear,
  leakageIds,
  labelColumn,
  groups,
  domainInputs,
  slicesNamed,
  slicesFound,
  domainDrop,
  sensitivity,
  tuningBudget,
  varianceSources,
];

const BY_ID: ReadonlyMap<string, CheckDefinition> = new Map(CHECKS.map((check) => [check.id, check]));

/** Empty for an unknown check. */
export function traitsOf(id: string): CheckTraits {
  return BY_ID.get(id)?.traits ?? {};
}
