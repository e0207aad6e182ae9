import { decidingSplit } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { mean } from '../../stats/describe.ts';
import { expectedMaximum } from '../../stats/estimates/expected-maximum.ts';
import { defineCheck } from '../define-check.ts';
import type { TrainedGroup } from '../extra-runs.ts';
import { clausesByVerdict } from '../headline.ts';
import { baselineOf, eachVariant } from '../subjects.ts';
import { notChecked, show, showEstimate } from '../words.ts';
import { perturbedRuns, type Setting } from './perturbed-runs.ts';
import {
  estimate,
  FALSE_ALARMS,
  fateOf,
  harm,
  isDecided,
  limitOf,
  nothingToLose,
  survivalOf,
} from './verdict-survival.ts';

/**
 * An arm that was tuned harder looks better, so both arms choose among the same settings here: the configured one and those of
 * `checks.sensitivity`, n trials of each arm. For each seed, `stats/estimates/expected-maximum.ts` gives the expected best of B of them,
 * chosen on validation if runs report it there. The interval is over seeds; a bootstrap over n trials or three seeds would miss
 * far more often than it should. A failed run counts as the worst of its seed.
 */
export const tuningBudget = defineCheck({
  id: 'tuning-budget',
  title: 'was one arm tuned more?',
  headline: clausesByVerdict(21, {
    improvement: 'no better once both models are tuned equally',
    equivalent: 'no longer equivalent once both models are tuned equally',
  }),
  needs: ['records', 'comparisons'],
  extraRuns: perturbedRuns,
  of: eachVariant,
  judge({ model: variant }, { extraRuns: settings, records, comparisons, metrics, models }) {
    const tuned = { settings, records, baseline: baselineOf({ models }), variant };
    const own = comparisons.filter((one) => one.variant === variant && one.role === 'primary');
    const level = 1 - FALSE_ALARMS / Math.max(1, own.length);
    const decided = own.filter(isDecided);
    if (decided.length === 0) return notChecked(nothingToLose(variant));
    const findings = decided.flatMap((comparison) => {
      const metric = metrics.find(({ name }) => name === comparison.metric);
      if (metric === undefined) return [];
      const trials = trialsOf(metric, tuned);
      const budget = settings.length + 1;
      const at = (size: number) =>
        estimate(
          trials.map((seed) => differenceAt(seed, size)),
          level,
        );
      const single = at(1);
      const full = at(budget);
      if (single === null || full === null) return [];
      const expected = expectedBest(trials, budget, metric.direction === 'maximize' ? 1 : -1);
      return [{ comparison, single, full, budget, expected, survival: survivalOf(comparison, full) }];
    });
    const found = findings.find(({ survival }) => survival !== 'holds') ?? findings[0];
    if (found === undefined) return notChecked('needs two seeds with runs of both arms under every setting');
    const { comparison, single, full, budget, expected } = found;
    const numbers = { value: full.value, interval: full.interval, threshold: limitOf(comparison) };
    const said = `with the best of the same ${budget} settings in both arms, the difference in ${comparison.metric} is ${showEstimate(full)}; with a random one of them, ${showEstimate(single)}; ${expected}`;
    if (found.survival === 'holds') {
      const message = `${said}; the verdict (${comparison.verdict}) is not lost`;
      return { ...numbers, status: 'pass', message };
    }
    return {
      ...numbers,
      status: 'warn',
      severity: harm(comparison, full.value),
      message: `${fateOf(comparison, found.survival)} once both arms are tuned equally`,
      evidence: `${said}; as configured it is ${showEstimate({ ...comparison, value: comparison.estimate })}`,
      advice: 'give the baseline the same search as the variant, then compare',
    };
  },
});

interface Tuned {
  readonly settings: ReadonlyArray<TrainedGroup<Setting>>;
  /** As configured. */
  readonly records: readonly RunRecord[];
  readonly baseline: string;
  readonly variant: string;
}

/** Trials of both arms with one seed; larger is better. */
interface SeedTrials {
  readonly baseline: readonly Trial[];
  readonly candidate: readonly Trial[];
}

interface Trial {
  readonly chosenBy: number;
  readonly worth: number;
}

function differenceAt({ baseline, candidate }: SeedTrials, budget: number): number {
  return bestOf(candidate, budget) - bestOf(baseline, budget);
}

function bestOf(trials: readonly Trial[], budget: number): number {
  return expectedMaximum(
    trials.map(({ chosenBy }) => chosenBy),
    budget,
    trials.map(({ worth }) => worth),
  );
}

/** `expected best of 1, 2, 3 settings: baseline 0.81, 0.83, 0.84, variant 0.82, 0.84, 0.84`. */
function expectedBest(seeds: readonly SeedTrials[], most: number, sign: 1 | -1): string {
  const budgets = budgetsUpTo(most);
  const curve = (arm: keyof SeedTrials) =>
    budgets.map((budget) => show(sign * mean(seeds.map((seed) => bestOf(seed[arm], budget))))).join(', ');
  return `expected best of ${budgets.join(', ')} settings: baseline ${curve('baseline')}, variant ${curve('candidate')}`;
}

const MAX_BUDGETS = 5;

/** All, or five evenly spaced ones with the first and the last. */
function budgetsUpTo(most: number): number[] {
  const count = Math.min(most, MAX_BUDGETS);
  return Array.from({ length: count }, (_, index) =>
    count === 1 ? most : Math.round(1 + (index * (most - 1)) / (count - 1)),
  );
}

/** One entry per seed with which every setting was trained. */
function trialsOf(
  { name, direction }: Metric,
  { records, settings, baseline, variant }: Tuned,
): SeedTrials[] {
  const worth = decidingSplit(records, name);
  if (worth === null) return [];
  const sign = direction === 'maximize' ? 1 : -1;
  const worlds = [records, ...settings.map((setting) => setting.records)].map(byModelAndSeed);
  const finished = worlds.flatMap((world) => [...world.values()]).filter(({ status }) => status === 'ok');
  const onValidation = finished.every(({ metrics }) => metrics.validation?.[name] !== undefined);
  const chosenBy: Split = onValidation ? 'validation' : worth;
  const toTrial = ({ status, metrics }: RunRecord): Trial | null => {
    const score = metrics[chosenBy]?.[name];
    const value = metrics[worth]?.[name];
    if (status !== 'ok' || score === undefined || value === undefined) return null;
    return { chosenBy: sign * score, worth: sign * value };
  };
  const seeds = [...new Set(settings.flatMap((setting) => setting.records.map(({ seed }) => seed)))];
  return seeds.flatMap((seed) => {
    const [before, after] = [baseline, variant].map((model) =>
      worlds.flatMap((world) => world.get(`${model} ${seed}`) ?? []).map(toTrial),
    ) as [Array<Trial | null>, Array<Trial | null>];
    // A comparison that was decided early may have fewer seeds than the settings.
    if (before.length < worlds.length || after.length < worlds.length) return [];
    const known = [...before, ...after].filter((trial) => trial !== null);
    if (known.length === 0) return [];
    const worst: Trial = {
      chosenBy: Math.min(...known.map((trial) => trial.chosenBy)),
      worth: Math.min(...known.map((trial) => trial.worth)),
    };
    const fill = (trials: ReadonlyArray<Trial | null>) => trials.map((trial) => trial ?? worst);
    return [{ baseline: fill(before), candidate: fill(after) }];
  });
}

function byModelAndSeed(records: readonly RunRecord[]): ReadonlyMap<string, RunRecord> {
  return new Map(records.map((record) => [`${record.model} ${record.seed}`, record]));
}
