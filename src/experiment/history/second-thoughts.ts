/** Withholds verdicts if the design has changed since the first test of the same two models. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { isTrained, onFirstTask, type PreparedModel } from '../../plan/runs/plan-runs.ts';
import {
  addTested,
  type FirstDesign,
  isEmpty,
  NOTHING_TESTED,
  TESTED_FILE,
  type TestedBefore,
} from '../../records/store/tested.ts';
import { type DesignChange, describeChanges, withholdChanged } from '../../verdict/design-change.ts';
import { overallVerdict } from '../../verdict/overall.ts';
import type { ExperimentResult } from '../../verdict/result.ts';
import type { Training } from '../looks/train-until-decided.ts';
import type { Experiment } from '../prepare.ts';
import { armsOf, changesOf, isSwapped, settingsOf } from './first-design.ts';
import type { ContinuedExperiment } from './go-on.ts';
import { findSameResults, mirroredResults, remembered, resultsOf } from './same-results.ts';

/** Runs that are there before anything is trained or brought. */
export interface KeptRuns {
  /** Names of variants whose runs, and those of the baseline, are there. */
  readonly variants: ReadonlySet<string>;
  /** Whether there are runs of any variant, and no memory of tests. */
  readonly isMemoryMissing: boolean;
}

export async function findKeptRuns({ models, store, output }: Experiment): Promise<KeptRuns> {
  const [baseline, ...variants] = models;
  const isKept = async (model: PreparedModel) =>
    isTrained(model) && (await store.find(onFirstTask(model).fingerprint(1))) !== null;
  const hasMemory = await lstat(join(output, TESTED_FILE)).then(
    () => true,
    () => false,
  );
  const isMemoryMissing = !hasMemory && (await store.list()).some(({ model }) => model !== baseline?.name);
  if (baseline === undefined || (isTrained(baseline) && !(await isKept(baseline))))
    return { variants: new Set(), isMemoryMissing };
  const kept = await Promise.all(variants.map(async (model) => ((await isKept(model)) ? [model.name] : [])));
  return { variants: new Set(kept.flat()), isMemoryMissing };
}

/** What a design has found. */
type Found = Pick<Training, 'comparisons' | 'records'>;

export interface FirstDesigns {
  readonly notices: readonly string[];
  /** @returns changes since the first look */
  changes(found: Found): readonly DesignChange[];
  /** Withholds what a changed design found. */
  withhold<Own extends Found>(found: Own): Own;
  /** @returns the first designs of what was tested, with the latest verdict */
  toRemember(
    result: Pick<ExperimentResult, 'comparisons' | 'checks'>,
    training: Pick<Training, 'tested' | 'records'>,
  ): FirstDesign[];
}

/**
 * Notes arms before their first look, so that runs without a note show that memory was lost.
 *
 * @param prepared with alpha and seeds as the config has them
 * @param kept as from `findKeptRuns`
 */
export async function openFirstDesigns(
  prepared: Experiment,
  before: TestedBefore,
  { earlier }: Pick<ContinuedExperiment, 'earlier'>,
  kept: KeptRuns,
): Promise<FirstDesigns> {
  const { config, models, warn, output } = prepared;
  const { designs = [] } = before;
  const isForgotten = kept.isMemoryMissing && isEmpty(before);
  const variants = models.slice(1).map((model) => {
    const arms = armsOf(prepared, model);
    const known = designs.find((design) => design.arms === arms);
    const wasTested = config.metrics.some(({ name }) => earlier({ variant: model.name, metric: name }));
    const isLost = known?.isLost ?? (isForgotten || (kept.variants.has(model.name) && !wasTested));
    const first = known === undefined || known.verdict === null ? null : known;
    return { model, arms, known, first, isLost };
  });
  const begun = variants.flatMap(({ arms, known, isLost }) =>
    known === undefined ? [{ arms, settings: [], verdict: null, isLost }] : [],
  );
  if (begun.length > 0) await addTested(output, { ...NOTHING_TESTED, designs: begun }, warn);

  /** The first design of a variant's arms, or else of its results, and the settings to compare with it. */
  function firstOf({ model, first }: (typeof variants)[number], { comparisons, records }: Found) {
    const now = settingsOf(prepared, model, comparisons);
    if (first !== null) return { first, now, isOfResults: false };
    const results = resultsOf(prepared, model, records);
    const same = findSameResults(designs, now, results);
    const found = same ?? findSameResults(designs, now, mirroredResults(results));
    if (found === null) return { first: null, now, isOfResults: false };
    const identity = same === null ? ['runs'] : ['runs', 'baseline'];
    return { first: found, now: now.filter(({ setting }) => !identity.includes(setting)), isOfResults: true };
  }

  function changes(found: Found): DesignChange[] {
    const isAllowed = config.verdict['changed-design'] === 'allow';
    return variants.flatMap((variant) => {
      const { first, now, isOfResults } = firstOf(variant, found);
      if (first === null) return [];
      return changesOf(variant.model.name, first.settings, now, config.metrics).map((change) => ({
        ...change,
        // More seeds go on with the alpha left only if their runs have the fingerprints that spent it.
        withholds: !isAllowed && (change.setting !== 'seeds' || isOfResults),
      }));
    });
  }

  const known = changes({ comparisons: [], records: [] });
  if (known.some(({ withholds }) => withholds))
    warn(`${describeChanges(known)}, so verdicts are withheld; ${HOW_TO_GO_ON}`);
  return {
    notices: variants.some(({ isLost }) => isLost) ? [FORGOTTEN] : [],
    changes,
    withhold(found) {
      const regressed = variants.filter((one) => {
        const { first, now } = firstOf(one, found);
        return first?.verdict === 'regression' && !isSwapped(first.settings, now);
      });
      const names = new Set(regressed.map(({ model }) => model.name));
      return { ...found, comparisons: withholdChanged(found.comparisons, changes(found), names) };
    },
    toRemember({ comparisons, checks }, { tested, records }) {
      return variants.flatMap((variant) => {
        const { model, arms, isLost } = variant;
        const compared = comparisons.filter((one) => one.variant === model.name);
        const { verdict } = overallVerdict(compared, checks);
        const wasLookedAt = tested.some((one) => one.variant === model.name);
        const { first, now, isOfResults } = firstOf(variant, { comparisons, records });
        const known = first === null ? [] : changesOf(model.name, first.settings, now, config.metrics);
        const isChanged = known.some(({ setting }) => setting !== 'seeds');
        if (!wasLookedAt || verdict === 'invalid' || isChanged) return [];
        if (first === null) {
          const results = remembered(resultsOf(prepared, model, records));
          return [{ arms, settings: now, results, verdict, isLost }];
        }
        // Other arms are recognised by their results again.
        if (isOfResults) return [];
        // The memory is of the models as they were first compared.
        const own = isSwapped(first.settings, now) ? first.verdict : verdict;
        return [{ ...first, verdict: own, isLost }];
      });
    },
  };
}

const HOW_TO_GO_ON = 'restore the first design, or set verdict: { changed-design: allow }';

const FORGOTTEN =
  'runs exist, but no memory of earlier tests was found: tested.json does not say what was tested on them. If they were tested, another test exceeds α; restore tested.json if you can';
