/** Which decisions of the ledger were merged since `models.reference`. */
import type { AcceptedChange } from '../../checks/evidence.ts';
import { mainlineSince } from '../../git/history.ts';
import type { Decision } from '../../records/store/ledger.ts';
import type { Experiment } from '../prepare.ts';

/**
 * One change a commit of the baseline's own line and variant: decided on at that commit, as where pushes to the branch are measured, or
 * else at the head that it merged. A change that was squashed and not measured after its merge has no decision that can be found.
 */
export async function acceptedChanges(
  { name, models, reference, checkout }: Experiment,
  ledger: readonly Decision[],
): Promise<AcceptedChange[]> {
  const [earlier, tip] = [reference?.model.commit, models[0]?.commit];
  if (!earlier || !tip) return [];
  const own = ledger.filter(({ experiment }) => experiment === name);
  const line = await mainlineSince(checkout, earlier, tip);
  return line.flatMap(({ commit, merged }) => {
    const at = (wanted: string | null) => own.filter((decision) => decision.commit === wanted);
    const decided = at(commit).length > 0 || merged === null ? at(commit) : at(merged);
    // Decided on again, on other test examples or under another version of a library: the last says it.
    const last = new Map(decided.map((decision) => [decision.variant, decision]));
    return [...last.values()].map(({ variant, differences = {} }) => ({ variant, differences }));
  });
}
