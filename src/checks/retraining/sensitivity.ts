import type { MeasuredComparison } from '../../analysis/compare/comparison.ts';
import { decidingSplit, failedShare, runsOf } from '../../analysis/compare/samples.ts';
import type { Judgement } from '../check.ts';
import { defineCheck } from '../define-check.ts';
import type { Setup } from '../evidence.ts';
import type { Compared, TrainedGroup } from '../extra-runs.ts';
import { clausesByVerdict } from '../headline.ts';
import { seedDifferences } from '../seed-differences.ts';
import { baselineOf, eachVariant } from '../subjects.ts';
import { notChecked, showEstimate } from '../words.ts';
import { perturbedRuns, type Setting } from './perturbed-runs.ts';
import {
  type Estimate,
  estimate,
  FALSE_ALARMS,
  fateOf,
  harm,
  isDecided,
  limitOf,
  nothingToLose,
  type Survival,
  survivalOf,
} from './verdict-survival.ts';

type SettingRecords = TrainedGroup<Setting>;

/** One variant under every setting. */
interface Perturbed extends Pick<Setup, 'limits' | 'metrics' | 'models'>, Compared {
  readonly variant: string;
  readonly settings: readonly SettingRecords[];
}

/** A comparison under one setting; `found` is null if fewer than two pairs finished. */
interface Measurement {
  readonly setting: SettingRecords;
  readonly comparison: MeasuredComparison;
  readonly found: (Estimate & { readonly survival: Survival }) | null;
}

type Measured = Measurement & { readonly found: Estimate & { readonly survival: Survival } };

/**
 * Changes a hyperparameter of both arms. Student-t intervals hold together, at 95 % over all settings and primary metrics
 * (Bonferroni). The value is the worst difference; the limit is the end of the verdict's interval that it must reach. If settings
 * change nothing, the check warns in at most 5 % of the experiments (bench/checks-with-runs.ts).
 */
export const sensitivity = defineCheck({
  id: 'sensitivity',
  title: 'does the verdict depend on one hyperparameter?',
  headline: clausesByVerdict(23, {
    improvement: 'better only at these hyperparameters',
    equivalent: 'equivalent only at these hyperparameters',
  }),
  needs: ['records', 'comparisons'],
  extraRuns: perturbedRuns,
  requestedBy: (section, { comparisons }) =>
    section.sensitivity !== undefined && comparisons.some((one) => one.role === 'primary' && isDecided(one))
      ? 'sensitivity'
      : null,
  of: eachVariant,
  judge({ model: variant }, { extraRuns: settings, ...known }) {
    const perturbed = { ...known, variant, settings };
    const broken = settings.find((setting) => failsAlone(setting, perturbed));
    if (broken !== undefined) {
      return {
        ...notChecked(`every run of ${variant} fails at ${nameOf(broken)}; ${failures(broken, perturbed)}`),
        status: 'warn',
        advice: `state the range in which the result holds; it depends on this ${broken.parameter}`,
      };
    }
    const findings = measure(perturbed);
    if (findings.length === 0) return notChecked(nothingToLose(variant));
    const measured = findings.filter(isMeasured).toSorted(worstFirst);
    const missing = findings.find((finding) => !isMeasured(finding));
    const [worst] = measured;
    if (missing !== undefined && (worst === undefined || worst.found.survival === 'holds')) {
      const { setting } = missing;
      return notChecked(
        `${nameOf(setting)} gave fewer than two pairs of finished runs: ${failures(setting, perturbed)}${seen(worst)}`,
        'find out why these runs fail, or choose factors closer to 1',
      );
    }
    return worst === undefined ? notChecked(nothingToLose(variant)) : describeWorst(worst, perturbed);
  },
  settings: (variant, { extraRuns, ...known }) =>
    measure({ ...known, variant, settings: extraRuns })
      .filter(isMeasured)
      .map(({ setting, comparison, found }) => ({
        variant,
        metric: comparison.metric,
        setting: nameOf(setting),
        difference: found.value,
        interval: found.interval && { low: found.interval.low, high: found.interval.high },
        pairs: found.pairs,
      })),
});

function describeWorst(worst: Measured, { settings, variant, models }: Perturbed): Judgement {
  const { comparison, found } = worst;
  const numbers = { value: found.value, interval: found.interval, threshold: limitOf(comparison) };
  const where = describe(worst);
  if (found.survival === 'holds') {
    const runs = settings.flatMap(({ records }) =>
      [baselineOf({ models }), variant].flatMap((name) => runsOf(records, name)),
    );
    const failed = runs.filter(({ status }) => status !== 'ok').length;
    const lost = failed === 0 ? '' : `; ${failed} of ${runs.length} runs failed`;
    const message = `the verdict (${comparison.verdict}) is not lost at any of ${settings.length} settings; worst: ${where}${lost}`;
    return { ...numbers, status: 'pass', message };
  }
  return {
    ...numbers,
    status: 'warn',
    severity: harm(comparison, found.value),
    message: `${fateOf(comparison, found.survival)} at ${nameOf(worst.setting)}`,
    evidence: `${where}, against ${showEstimate({ ...comparison, value: comparison.estimate })} as configured`,
    advice:
      'tune both arms equally, or state the range of the claim; the result holds only for these hyperparameters',
  };
}

/** Every decided primary comparison of the variant, under every setting. */
function measure({ metrics, models, variant, records, comparisons, settings }: Perturbed): Measurement[] {
  const own = comparisons.filter((one) => one.variant === variant && one.role === 'primary');
  const level = 1 - FALSE_ALARMS / (Math.max(1, own.length) * settings.length);
  return own.filter(isDecided).flatMap((comparison) => {
    const metric = metrics.find(({ name }) => name === comparison.metric);
    const split = decidingSplit(records, comparison.metric);
    if (metric === undefined || split === null) return [];
    return settings.map((setting) => {
      const differences = seedDifferences(setting.records, metric, split, [baselineOf({ models }), variant]);
      const found = estimate(
        differences.map(({ value }) => value),
        level,
      );
      return { setting, comparison, found: found && { ...found, survival: survivalOf(comparison, found) } };
    });
  });
}

/** At the failure rate that `limits.failed-runs` allows by default, all of three runs fail once in 1,000 times. */
function failsAlone(
  { records }: SettingRecords,
  { models, variant, limits, records: compared }: Perturbed,
): boolean {
  const limit = limits['failed-runs'];
  return (
    failedShare(records, variant) === 1 &&
    failedShare(records, baselineOf({ models })) <= limit &&
    failedShare(compared, variant) <= limit
  );
}

/** `0 of 3 of baseline and 3 of 3 of head failed`. */
function failures({ records }: SettingRecords, { models, variant }: Perturbed): string {
  const count = (name: string) => {
    const runs = runsOf(records, name);
    return `${runs.filter(({ status }) => status !== 'ok').length} of ${runs.length} of ${name}`;
  };
  return `${count(baselineOf({ models }))} and ${count(variant)} failed`;
}

function isMeasured(finding: Measurement): finding is Measured {
  return finding.found !== null;
}

function worstFirst(a: Measured, b: Measured): number {
  const rank = { turns: 0, collapses: 1, vanishes: 2, holds: 3 } as const;
  const byState = rank[a.found.survival] - rank[b.found.survival];
  return byState || harm(b.comparison, b.found.value) - harm(a.comparison, a.found.value);
}

function describe({ setting, comparison, found }: Measured): string {
  return `at ${nameOf(setting)} the difference in ${comparison.metric} is ${showEstimate(found)} (${found.pairs} pairs)`;
}

function seen(worst: Measured | undefined): string {
  return worst === undefined ? '' : `; of the others the worst: ${describe(worst)}`;
}

function nameOf({ parameter, factor }: Setting): string {
  return `${parameter} × ${factor}`;
}
