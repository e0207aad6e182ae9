/** Of processes that train in one folder, those that may have a run in common wait for each other. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { claimOutput } from '../../../src/records/store/claim-output.ts';
import { makeHeldFolder } from '../../../src/records/store/lease.ts';
import { STRANGE } from '../../support/strange-files.ts';
import { temporaryFolder } from '../../support/temporary.ts';

type Shard = Parameters<typeof claimOutput>[1];
const ELSEWHERE = '1-0123456789ab';

async function outputFolder() {
  const tmp = join(await temporaryFolder(), 'tmp');
  await mkdir(tmp);
  return async () => {
    const { folder, release } = await makeHeldFolder(tmp);
    onTestFinished(release);
    return folder;
  };
}

/** What a process of another host has claimed. */
async function moveElsewhere(folder: string) {
  const moved = join(dirname(folder), `${ELSEWHERE}-${basename(folder).slice(-6)}`);
  await rename(folder, moved);
  return moved;
}

const STATES: Readonly<
  Record<string, { isAlive: boolean; make(folder: string): Promise<string | undefined> }>
> = {
  'works here': { isAlive: true, make: async () => undefined },
  'has ended here': {
    isAlive: false,
    make: async (folder) => {
      const { pid } = spawnSync(process.execPath, ['-e', '0']);
      const ended = join(dirname(folder), basename(folder).replace(/^\d+/, String(pid)));
      await rename(folder, ended);
      return ended;
    },
  },
  ...(process.platform === 'linux'
    ? {
        'has ended here, and another process has its number': {
          isAlive: false,
          make: async (folder: string) => {
            const path = join(folder, 'holder.json');
            const holder = JSON.parse(await readFile(path, 'utf8'));
            await writeFile(path, JSON.stringify({ ...holder, started: '1' }));
            return folder;
          },
        },
        'has ended here, and nobody has waited for it': {
          isAlive: false,
          make: async (folder: string) => {
            // `exec` makes a parent that never waits.
            const parent = spawn('/bin/sh', ['-c', 'true & echo $!; exec sleep 100'], {
              stdio: ['ignore', 'pipe', 'ignore'],
            });
            onTestFinished(() => void parent.kill('SIGKILL'));
            const [pid] = await once(parent.stdout, 'data');
            const ended = join(dirname(folder), basename(folder).replace(/^\d+/, String(pid).trim()));
            await rename(folder, ended);
            await sleep(200);
            return ended;
          },
        },
      }
    : {}),
  'works on another host, whose clock is hours behind': {
    isAlive: true,
    make: async (folder) => {
      const moved = await moveElsewhere(folder);
      let at = 1;
      const beating = setInterval(() => {
        at += 2;
        void utimes(join(moved, 'lease'), at, at).catch(() => {});
      }, 20);
      onTestFinished(() => clearInterval(beating));
      return moved;
    },
  },
  'has ended on another host, just now by its clock': { isAlive: false, make: moveElsewhere },
};
const SHARDS: ReadonlyArray<readonly [string, Shard, Shard, boolean]> = [
  ['all runs, both', null, null, true],
  ['all runs and a shard', null, { index: 1, of: 2 }, true],
  ['a shard and all runs', { index: 1, of: 2 }, null, true],
  ['the same shard', { index: 2, of: 2 }, { index: 2, of: 2 }, true],
  ['shards of two divisions', { index: 1, of: 2 }, { index: 2, of: 3 }, true],
  ['two shards', { index: 1, of: 2 }, { index: 2, of: 2 }, false],
];

describe.each(Object.entries(STATES))('the other process %s', (_, { isAlive, make }) => {
  test.each(SHARDS)('%s', async (_, theirs, ours, haveRunsInCommon) => {
    const open = await outputFolder();
    const other = await open();
    await claimOutput(other, theirs);
    await make(other);
    const claiming = claimOutput(await open(), ours, 300);
    if (isAlive && haveRunsInCommon)
      await expect(claiming).rejects.toThrow(
        new RegExp(
          `^process ${process.pid} on ${hostname()} has been training in .* since 20.*Z; wait .*--output$`,
        ),
      );
    else await claiming;
  });
});

test('of many that start at once, one trains', async () => {
  const open = await outputFolder();
  const folders = await Promise.all(Array.from({ length: 8 }, open));
  const ends = await Promise.allSettled(folders.map((folder) => claimOutput(folder)));
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a folder whose name is not that of a process is in nobody’s way', async () => {
  const open = await outputFolder();
  const folder = await open();
  const strange = join(dirname(folder), '1-a\u001b[2J-x');
  await mkdir(strange);
  await writeFile(join(strange, 'holder.json'), '{');
  await utimes(strange, 1, 1);
  await claimOutput(folder, null, 300);
});

test('processes that other hosts have lost are waited for together', async () => {
  const open = await outputFolder();
  for (let count = 0; count < 100; count += 1) {
    const other = await open();
    await claimOutput(other, { index: count, of: 100 });
    await moveElsewhere(other);
  }
  // One after the other, they would take longer than a test may.
  await claimOutput(await open(), null, 2_000);
});

test('a process that trains nothing is in nobody’s way', async () => {
  const open = await outputFolder();
  const other = await open();
  await writeFile(join(dirname(other), 'a file'), '');
  await claimOutput(await open());
});

describe('what a run puts in the place of', () => {
  test.each(Object.entries(STRANGE))('a claim is refused: %s', async (_, make) => {
    const open = await outputFolder();
    await make(join(await open(), 'holder.json'));
    await expect(claimOutput(await open())).rejects.toThrow(/holder\.json .*--output, or remove /);
  });

  test.each([...Object.entries(STRANGE), ['nothing', () => {}] as const])(
    'a lease of another host keeps nobody waiting: %s',
    async (_, make) => {
      const open = await outputFolder();
      const other = await open();
      await claimOutput(other);
      const moved = await moveElsewhere(other);
      await rm(join(moved, 'lease'));
      await make(join(moved, 'lease'));
      await claimOutput(await open(), null, 300);
    },
  );

  test.each(['', '{', '[]', '{"host":"\\u001b[2J"}', 'x'.repeat(5000)])(
    'a claim is never shown: %j',
    async (text) => {
      const open = await outputFolder();
      const other = await open();
      await claimOutput(other);
      expect(JSON.parse(await readFile(join(other, 'holder.json'), 'utf8')).process).toBe(process.pid);
      await writeFile(join(other, 'holder.json'), text);
      await expect(claimOutput(await open())).rejects.toThrow(
        /holder\.json (is not valid|is larger than \d+ kB), so it is unknown/,
      );
    },
  );
});
