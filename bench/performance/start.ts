/** How long a user waits for the first training step, and how large what is shipped is. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './figures.ts';
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
    callbacks: { onBatchEnd: (batch) => { if (batch === 0) writeFileSync(${JSON.stringify(stamp)}, Date.now() + ' ' + process.uptime() + '\\n', { flag: 'a' }); } },
  }),
};
`;

/** Seconds. */
interface Wait {
  readonly command: number;
  readonly process: number;
}

export const start: Part = {
  name: 'start',
  minutes: 0.5,
  async measure({ folder, isTrial, say }) {
    say('first step');
    const waits: Wait[] = [];
    for (let time = 0; time < (isTrial ? 1 : TIMES); time++)
      waits.push(await firstStep(join(folder, `start-${time}`)));
    const figure = (from: string, secondsOf: (wait: Wait) => number): Figure => {
      const name = `gloss: ${from} to the end of its first training step`;
      return { name, here: median(waits.map(secondsOf)), unit: 's', wanted: 0.5 };
    };
    const bytes = readdirSync(DIST).reduce((sum, name) => sum + statSync(join(DIST, name)).size, 0);
    return {
      figures: [
        figure('start of the command', ({ command }) => command),
        figure('start of a training process', ({ process }) => process),
        { name: 'dist', here: bytes / 1e6, unit: 'MB', wanted: 12 },
      ],
    };
  },
};

async function firstStep(folder: string): Promise<Wait> {
  const stamp = join(folder, 'stamp.txt');
  glossIn(folder, ({ models: { baseline, variants }, ...config }) => ({
    ...config,
    ...{ trainer: { module: 'stamped.ts' }, code: ['stamped.ts'], seeds: 2 },
    models: { baseline, variants: variants.slice(0, 1) },
  }));
  writeFileSync(join(folder, 'stamped.ts'), MODULE(stamp));
  const began = Date.now();
  await timed(conclusive('run --json -c conclusive.yml > result.json'), folder);
  // The first run is the first line.
  const [at = Number.NaN, age = Number.NaN] = readFileSync(stamp, 'utf8').split(/\s/).map(Number);
  return { command: (at - began) / 1000, process: age };
}
