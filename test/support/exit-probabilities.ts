import { advance, massAbove, start } from '../../src/stats/sequential/normal-process.ts';

/** P(first |Z_k| ≥ c_k at look k) for every look, of a process with this drift a unit of information. */
export function exitProbabilities(plan: {
  readonly information: readonly number[];
  readonly boundaries: readonly number[];
  readonly drift?: number;
}): Array<{ readonly upper: number; readonly lower: number }> {
  const { information, boundaries, drift = 0 } = plan;
  let running = start();
  return information.map((now, look) => {
    const critical = boundaries[look] as number;
    const upper = massAbove(running, now, critical, drift);
    // The lower tail is the upper one of the mirrored process; both are summed from their own small parts.
    const mirrored = { ...running, points: running.points.map((z) => -z) };
    const lower = massAbove(mirrored, now, critical, -drift);
    running = advance(running, now, -critical, critical, drift);
    return { upper, lower };
  });
}
