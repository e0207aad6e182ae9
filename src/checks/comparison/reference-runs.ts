/** The runs of `models.reference`: an earlier release under every seed under which a variant has finished. */
import { planRuns, seedsBetween } from '../../plan/runs/plan-runs.ts';
import { defineExtraRuns } from '../extra-runs.ts';

export interface OfReference {
  /** Git's name, such as `v1.4`. */
  readonly ref: string;
  /** Evaluation files that differ from the baseline's. */
  readonly differing: readonly string[];
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
