/** Times the first training step and measures what is shipped. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Figure } from './figures.ts';
import { glossIn } from './gloss.ts';
import type { Part } from './part.ts';
import { conclusive, DIST, median, timed } from './processes.ts';

const TIMES = 3;

/** Code that reads its process's age does not share workers. */
const [NOW, AGE] = ['Date.now()', '1000 * process.uptime()'] as const;
const CLOCKS = { 'the command': NOW, 'a training process': AGE } as const;

/** The base is checked out, as in a pull request. */
const ON_BRANCH = 'start of the command for a branch and its base';

/** Only the module knows when its first step is done. */
const MODULE = (stamp: string, time: string) => `
import { writeFileSync } from 'node:fs';
import gloss from './model.ts';
export default {
  ...gloss,
  fit: (model, { train }) => model.fit(train.xs, train.ys, {
    batchSize: 64, epochs: 1, verbose: 0,
    callbacks: { onBatchEnd: (batch) => { if (batch === 0) writeFileSync(${JSON.stringify(stamp)}, ${time} + '\\n', { flag: 'a' }); } },
  }),
};
`;

export const start: Part = {
  name: 'start',
  minutes: 0.5,
  async measure({ folder, isTrial, say }) {
    say('first step');
    const cache = join(DIST, '.cache');
    const waits = new Map<string, number[]>();
    const tell = async (from: string, time: number, clock: string, isBranch = false) => {
      const place = join(folder, `${from} ${time}`.replaceAll(' ', '-'));
      const { began, stamped } = await firstStep(place, clock, isBranch);
      waits.set(from, [...(waits.get(from) ?? []), clock === NOW ? stamped - began : stamped]);
    };
    for (let time = 0; time < (isTrial ? 1 : TIMES); time++) {
      for (const [what, clock] of Object.entries(CLOCKS)) {
        // V8 caches dist here from the first command on.
        rmSync(cache, { recursive: true, force: true });
        for (const from of [`first start of ${what} on a machine`, `start of ${what}`])
          await tell(from, time, clock);
      }
      await tell(ON_BRANCH, time, NOW, true);
    }
    const figures = [...waits].map(([from, times]): Figure => {
      const name = `gloss: ${from} to the end of its first training step`;
      const wanted = from.startsWith('first') || from === ON_BRANCH ? {} : { wanted: 0.5 };
      return { name, here: median(times) / 1000, unit: 's', ...wanted };
    });
    return {
      figures: [
        ...figures,
        { name: 'dist', here: megabytesIn(DIST), unit: 'MB', wanted: 12 },
        // Node 20 has no such cache.
        ...(existsSync(cache)
          ? [{ name: 'what V8 compiled of dist, kept in it', here: megabytesIn(cache), unit: 'MB' as const }]
          : []),
      ],
    };
  },
};

function megabytesIn(folder: string): number {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
  return entries.reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? megabytesIn(path) : statSync(path).size / 1e6);
  }, 0);
}

/** @returns milliseconds by the module's clock */
async function firstStep(folder: string, clock: string, isBranch: boolean) {
  // Code that names its own folder would be compiled again in each run.
  const stamp = join(dirname(folder), `stamp-of-${basename(folder)}.txt`);
  glossIn(folder, ({ models: { baseline, variants }, ...config }) => ({
    ...config,
    ...{ trainer: { module: 'stamped.ts' }, code: ['stamped.ts'], seeds: 2 },
    models: isBranch
      ? { baseline: { ...baseline, ref: 'base' }, variants: [{ ...variants[0], ref: 'head' }] }
      : { baseline, variants: variants.slice(0, 1) },
  }));
  writeFileSync(join(folder, 'stamped.ts'), MODULE(stamp, clock));
  if (isBranch) {
    const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args]);
    const commit = (message: string) => {
      git('add', '.');
      git('-c', 'user.name=bench', '-c', 'user.email=bench@localhost', 'commit', '--quiet', '-m', message);
    };
    git('init', '--quiet', '--initial-branch=main');
    commit('base');
    git('checkout', '--quiet', '-b', 'topic');
    writeFileSync(join(folder, 'stamped.ts'), `${MODULE(stamp, clock)}// Changed.\n`);
    commit('head');
  }
  const began = Date.now();
  await timed(conclusive('run --json -c conclusive.yml > result.json'), folder);
  // The first run is the first line.
  return { began, stamped: Number(readFileSync(stamp, 'utf8').split('\n')[0]) };
}
