import type { TrainedExtraRuns } from '../../checks/extra-runs.ts';
import type { RunRecord } from '../../records/record.ts';
import type { Training } from '../looks/train-until-decided.ts';

/** What an experiment cost whose runs other jobs have trained: to this one every record was there already. */
export function costsOfWaves(
  { reusedDays: _, ...costs }: Training['costs'],
  { records, unneeded }: Pick<Training, 'records' | 'unneeded'>,
  extraRuns: TrainedExtraRuns,
): Training['costs'] {
  const ofChecks = [...extraRuns.values()].flatMap((found) =>
    'untrained' in found ? [] : found.flatMap((group): readonly RunRecord[] => group.records),
  );
  const all = new Map(
    [...records, ...unneeded, ...ofChecks].map((record) => [record.fingerprint, record.cost]),
  );
  const nodes = new Set([...all.values()].map(({ node, machine }) => node ?? machine ?? ''));
  return {
    ...costs,
    trained: costs.trained + costs.reused,
    reused: 0,
    nodes: nodes.size,
    wallSeconds: [...all.values()].reduce((sum, { wallSeconds }) => sum + wallSeconds, 0),
  };
}
