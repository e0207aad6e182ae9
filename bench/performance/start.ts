/** How long a user waits for the first training step, and how large what is shipped is. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { glossIn } from './gloss.ts';
import type { Part } from './part.ts';
import { conclusive, DIST, median, timed } from './processes.ts';

const TIMES = 3;

/** Writes down when its first step is done, which only the module itself can know. */
const MODULE = (stamp: string) => `
import { writeFileSync } from 'node:fs';
import gloss from './model.ts';
export default {
  ...gloss,
  fit: (model, { train }) => model.fit(train.xs, train.ys, {
    batchSize: 64, epochs: 1, verbose: 0,
    callbacks: { onBatchEnd: (batch) => { if (batch === 0) writeFileSync(${JSON.stringify(stamp)}, String(Date.now()), { flag: 'a' }); } },
  }),
};
`;

export const start: Part = {
  name: 'start',
  minutes: 0.5,
  async measure({ folder, isTrial, say }) {
    say('first step');
    const waits = [];
    for (let time = 0; time < (isTrial ? 1 : TIMES); time++)
      waits.push(await firstStep(join(folder, `start-${time}`)));
    const bytes = readdirSync(DIST).reduce((sum, name) => sum + statSync(join(DIST, name)).size, 0);
    return {
      figures: [
        {
          name: 'gloss: start of the command to the end of its first training step',
          here: median(waits),
          unit: 's',
          wanted: 0.5,
        },
        { name: 'dist', here: bytes / 1e6, unit: 'MB', wanted: 12 },
      ],
    };
  },
};

async function firstStep(folder: string): Promise<number> {
  const stamp = join(folder, 'stamp.txt');
  glossIn(folder, ({ models: { baseline, variants }, ...config }) => ({
    ...config,
    ...{ trainer: { module: 'stamped.ts' }, code: ['stamped.ts'], seeds: 2 },
    models: { baseline, variants: variants.slice(0, 1) },
  }));
  writeFileSync(join(folder, 'stamped.ts'), MODULE(stamp));
  const began = Date.now();
  await timed(conclusive('run --json -c conclusive.yml > result.json 2> errors.txt'), folder);
  // Milliseconds since 1970 have 13 digits; the first run is the first line of them.
  return (Number(readFileSync(stamp, 'utf8').slice(0, 13)) - began) / 1000;
}
