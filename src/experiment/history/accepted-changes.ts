/** Finds the ledger's decisions that were merged since `models.reference`. */
import type { AcceptedChange } from '../../checks/evidence.ts';
import { mainlineSince } from '../../git/history.ts';
import type { Decision } from '../../records/store/ledger.ts';
import type { Experiment } from '../prepare.ts';

/**
 * Finds one change per variant and commit of the baseline's line, decided at that commit or at the head that it merged. A squashed
 * change that was not measured after its merge has no decision.
 */
export async function acceptedChanges(
  { name, models, reference, checkout }: Experiment,
  ledger: readonly Decision[],
): Promise<AcceptedChange[]> {
  const earlier = reference?.model.commit;
  const tip = models[0]?.commit;
  if (!earlier || !tip) return [];
  const own = ledger.filter(({ experiment }) => experiment === name);
  const line = await mainlineSince(checkout, earlier, tip);
  return line.flatMap(({ commit, merged }) => {
    const at = (wanted: string | null) => own.filter((decision) => decision.commit === wanted);
    const decided = at(commit).length > 0 || merged === null ? at(commit) : at(merged);
    // The last decision on a change counts.
    const last = new Map(decided.map((decision) => [decision.variant, decision]));
    return [...last.values()].map(({ variant, differences = {} }) => ({ variant, differences }));
  });
}
