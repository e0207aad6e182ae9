/**
 * Measures how often unchanged records of an irreproducible program are discarded, for src/experiment/history/verify-reused.ts.
 *
 *   npx jiti bench/far-off-records.ts
 */
import { areFarOff } from '../src/experiment/history/verify-reused.ts';
import { createRandom, type Random, randomNormal } from '../src/stats/random.ts';

const DRAWS = 400_000;
const LAWS: Readonly<Record<string, (random: Random) => number>> = {
  normal: randomNormal,
  uniform: (random) => random(),
};

for (const [law, draw] of Object.entries(LAWS))
  for (const records of [3, 4, 6, 10]) {
    const random = createRandom('far-off-records', law, records);
    const values = (length: number) => Array.from({ length }, () => draw(random));
    let thrown = 0;
    for (let index = 0; index < DRAWS; index++) if (areFarOff(values(2), values(records))) thrown++;
    const share = thrown / DRAWS;
    const error = Math.sqrt((share * (1 - share)) / DRAWS);
    console.log(
      `${law}, ${records} records: ${(1000 * share).toFixed(2)} ± ${(1000 * error).toFixed(2)} in 1,000`,
    );
  }
