/** The runs of `models.reference`: an earlier release under every seed under which a variant has finished. */
import { planRuns, seedsBetween } from '../../plan/runs/plan-runs.ts';
import { defineExtraRuns } from '../extra-runs.ts';

export interface OfReference {
  /** As git calls it, e.g. `v1.4`. */
  readonly ref: string;
  /** Evaluation files that are not there what they are for the baseline: its scores would not be of the same test. */
  readonly differing: readonly string[];
  /** Pairs at each planned look of the comparison, which decides how many runs there are. */
  readonly looks: readonly number[];
}

export const referenceRuns = defineExtraRuns({
  options: {},
  isRepeat: false,
  plan({ reference, looks }) {
    if (reference === null) return { groups: [] };
    const { model, differing } = reference;
    const runs = differing.length > 0 ? [] : planRuns([model], seedsBetween(0, looks.at(-1) ?? 0));
    return { groups: [{ ref: model.ref ?? model.name, differing, looks, runs }] };
  },
  isWorthwhile: ({ seed }, { records }) =>
    records.some((record) => record.model !== 'baseline' && record.seed === seed && record.status === 'ok'),
});
