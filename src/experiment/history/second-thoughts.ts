/** Withholds verdicts if the design has changed since the first test of the same two models. */
import type { Comparison } from '../../analysis/compare/comparison.ts';
import type { PreparedModel } from '../../plan/runs/plan-runs.ts';
import {
  addTested,
  type FirstDesign,
  NOTHING_TESTED,
  type TestedBefore,
} from '../../records/store/tested.ts';
import { type DesignChange, describeChanges, withholdChanged } from '../../verdict/design-change.ts';
import { overallVerdict } from '../../verdict/overall.ts';
import type { ExperimentResult } from '../../verdict/result.ts';
import type { Training } from '../looks/train-until-decided.ts';
import type { Experiment } from '../prepare.ts';
import { armsOf, changesOf, isSwapped, settingsOf } from './first-design.ts';
import type { ContinuedExperiment } from './go-on.ts';

/** @returns names of variants whose runs, and those of the baseline, are there before anything is trained or brought */
export async function findKeptRuns({ models, store }: Experiment): Promise<ReadonlySet<string>> {
  const [baseline, ...variants] = models;
  const isKept = async (model: PreparedModel) => (await store.find(model.fingerprint(1))) !== null;
  if (baseline === undefined || !(await isKept(baseline))) return new Set();
  const kept = await Promise.all(variants.map(async (model) => ((await isKept(model)) ? [model.name] : [])));
  return new Set(kept.flat());
}

export interface FirstDesigns {
  readonly notices: readonly string[];
  /** @returns changes since the first look */
  changes(comparisons: readonly Comparison[]): readonly DesignChange[];
  /** Withholds what a changed design found. */
  withhold<Found extends Pick<Training, 'comparisons'>>(training: Found): Found;
  /** @returns the first designs of what was tested, with the latest verdict */
  toRemember(
    result: Pick<ExperimentResult, 'comparisons' | 'checks'>,
    training: Pick<Training, 'tested'>,
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
  kept: ReadonlySet<string>,
): Promise<FirstDesigns> {
  const { config, models, warn, output } = prepared;
  const variants = models.slice(1).map((model) => {
    const arms = armsOf(prepared, model);
    const known = before.designs?.find((design) => design.arms === arms);
    const wasTested = config.metrics.some(({ name }) => earlier({ variant: model.name, metric: name }));
    const isLost = known?.isLost ?? (kept.has(model.name) && !wasTested);
    const first = known === undefined || known.verdict === null ? null : known;
    return { model, arms, known, first, isLost };
  });
  const begun = variants.flatMap(({ arms, known, isLost }) =>
    known === undefined ? [{ arms, settings: [], verdict: null, isLost }] : [],
  );
  if (begun.length > 0) await addTested(output, { ...NOTHING_TESTED, designs: begun }, warn);

  function changes(comparisons: readonly Comparison[]): DesignChange[] {
    const isAllowed = config.verdict['changed-design'] === 'allow';
    return variants.flatMap(({ model, first }) =>
      first === null
        ? []
        : changesOf(model.name, first.settings, settingsOf(prepared, model, comparisons), config.metrics).map(
            (change) => ({ ...change, withholds: !isAllowed && change.setting !== 'seeds' }),
          ),
    );
  }

  const known = changes([]);
  if (known.some(({ withholds }) => withholds))
    warn(`${describeChanges(known)}, so verdicts are withheld; ${HOW_TO_GO_ON}`);
  const lost = variants.filter(({ isLost }) => isLost).map(({ model }) => model.name);
  return {
    notices: lost.length === 0 ? [] : [describeLost(lost)],
    changes,
    withhold(training) {
      const regressed = variants.filter(({ first }) => first?.verdict === 'regression');
      const names = new Set(regressed.map(({ model }) => model.name));
      const { comparisons } = training;
      return { ...training, comparisons: withholdChanged(comparisons, changes(comparisons), names) };
    },
    toRemember({ comparisons, checks }, { tested }) {
      const changed = new Set(
        changes(comparisons).flatMap(({ variant, setting }) => (setting === 'seeds' ? [] : [variant])),
      );
      return variants.flatMap(({ model, arms, first, isLost }) => {
        const compared = comparisons.filter(({ variant }) => variant === model.name);
        const { verdict } = overallVerdict(compared, checks);
        const wasLookedAt = tested.some(({ variant }) => variant === model.name);
        if (!wasLookedAt || verdict === 'invalid' || changed.has(model.name)) return [];
        const settings = settingsOf(prepared, model, comparisons);
        if (first === null) return [{ arms, settings, verdict, isLost }];
        // The memory is of the models as they were first compared.
        const own = isSwapped(first.settings, settings) ? first.verdict : verdict;
        return [{ arms, settings: first.settings, verdict: own, isLost }];
      });
    },
  };
}

const HOW_TO_GO_ON = 'restore the first design, or set verdict: { changed-design: allow }';

function describeLost(variants: readonly string[]): string {
  return `runs of ${variants.join(', ')} and of the baseline exist, but tested.json does not say what was tested on them. If they were tested, another test exceeds α; restore tested.json if you can`;
}
