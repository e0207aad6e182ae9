/** Times that are taken in turns: the speed of a machine may change within minutes, and hardly does between two turns. */
import { median } from './processes.ts';

/** One measurement, of a way to do the work. */
export interface Turn<Way> {
  readonly way: Way;
  /** Seconds on the clock, and of the processors. */
  readonly wall: number;
  readonly cpu: number;
}

/** @returns of all turns of `own` and `other` next to each other, the two with the median ratio; the greater one of two */
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
