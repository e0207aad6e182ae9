/** A machine's speed hardly changes between neighbouring turns. */
import { median } from './processes.ts';

export interface Turn<Way> {
  readonly way: Way;
  /** Wall and CPU seconds. */
  readonly wall: number;
  readonly cpu: number;
}

/** @returns the neighbouring turns of both with the median ratio, or the greater of two */
export function medianNeighbours<Way>(
  turns: readonly Turn<Way>[],
  [own, other]: readonly [Way, Way],
  time: 'wall' | 'cpu',
): readonly [own: number, other: number] {
  const neighbours = turns.flatMap((turn, index) =>
    [turns[index - 1], turns[index + 1]].flatMap((beside) =>
      turn.way === own && beside?.way === other ? [[turn[time], beside[time]] as const] : [],
    ),
  );
  const ratio = median(neighbours.map(([here, beside]) => here / beside));
  const found = neighbours.find(([here, beside]) => here / beside === ratio);
  if (found === undefined) throw new Error('the two were never measured next to each other');
  return found;
}
