import { execFileSync, spawnSync } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { isHeld, makeHeldFolder, watchLease } from '../../../src/records/store/lease.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function heldFolder() {
  const { folder, release } = await makeHeldFolder(await temporaryFolder());
  onTestFinished(release);
  return folder;
}

/** Beside a folder that is held. */
async function leftFolder(own: string, name: string, age = 0, hasLease = true) {
  const folder = join(dirname(own), name);
  await mkdir(folder);
  const at = Date.now() / 1000 - age;
  if (hasLease) {
    await writeFile(join(folder, 'lease'), '');
    await utimes(join(folder, 'lease'), at, at);
  }
  await utimes(folder, at, at);
  return folder;
}

const HOURS = 3600;
const ELSEWHERE = '1-0123456789ab-x';

describe('a folder', () => {
  test('of this process is held, and of one of this machine that has ended is not', async () => {
    const own = await heldFolder();
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    const ended = basename(own).replace(/^\d+/, String(pid));
    expect(await isHeld(own, own)).toBe(true);
    expect(await isHeld(await leftFolder(own, ended), own)).toBe(false);
    // What was killed before it had a lease.
    expect(await isHeld(await leftFolder(own, `${ended}y`, 0, false), own)).toBe(false);
  });

  test.each([
    ['a process of another host or container is held, whoever has its number here', 0, true],
    ['the same, but nobody has touched it for hours, is not', 3 * HOURS, false],
  ])('of %s', async (_, age, isStill) => {
    const own = await heldFolder();
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    const other = await leftFolder(own, `${pid}-0123456789ab-x`, age);
    expect(await isHeld(other, own)).toBe(isStill);
  });

  test.each([
    ['that is being made is held', 0, true],
    ['that a version without leases left is not', 3 * HOURS, false],
  ])('%s', async (_, age, isStill) => {
    const own = await heldFolder();
    expect(await isHeld(await leftFolder(own, '123-x', age, false), own)).toBe(isStill);
  });
});

test.skipIf(process.platform === 'win32')(
  'a lease is touched once at a time, until it is released',
  async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { folder, release } = await makeHeldFolder(await temporaryFolder());
    const lease = join(folder, 'lease');
    await rm(lease);
    execFileSync('mkfifo', [lease]);
    const pipe = new Socket({ fd: openSync(lease, constants.O_RDWR | constants.O_NONBLOCK), readable: true });
    onTestFinished(() => void pipe.destroy());
    let written = '';
    pipe.on('data', (bytes) => {
      written += bytes;
    });
    // No touch ends meanwhile.
    vi.advanceTimersByTime(60_000);
    await writeFile(lease, '.', { flag: 'r+' });
    while (!/\n/.test(written) || !written.includes('.')) await setImmediate();
    expect(written).toHaveLength(2);
    while (written.length === 2) {
      vi.advanceTimersByTime(2_000);
      await setImmediate();
    }
    release();
    expect(vi.getTimerCount()).toBe(0);
  },
);

describe('whoever watches a lease is told', () => {
  async function watched(folder: string, staleMs: number) {
    const fresh = join(folder, '..', 'fresh');
    await writeFile(fresh, '');
    return new Promise<void>((resolve) => {
      onTestFinished(watchLease({ folder, staleMs }, fresh, resolve));
    });
  }

  test('when the folder is gone', async () => {
    const folder = await heldFolder();
    const lost = watched(folder, 200);
    await rm(folder, { recursive: true });
    await lost;
  });

  test('when nobody touches it', async () => {
    await watched(await leftFolder(await heldFolder(), ELSEWHERE), 100);
  });

  test('soon, when nobody has touched it for long before', async () => {
    const start = performance.now();
    await watched(await leftFolder(await heldFolder(), ELSEWHERE, HOURS), 2_000);
    expect(performance.now() - start).toBeLessThan(1_500);
  });

  test('within seconds, when it was old from the first: more than statistics keep a holder from its beat', async () => {
    const mark = await heldFolder();
    const late = await leftFolder(mark, ELSEWHERE, HOURS);
    const gone = await leftFolder(mark, `${ELSEWHERE}y`, HOURS);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const lost: string[] = [];
    for (const folder of [late, gone])
      onTestFinished(watchLease({ folder, staleMs: 120_000 }, join(mark, 'lease'), () => lost.push(folder)));
    async function pass(seconds: number): Promise<void> {
      for (let second = 0; second < seconds; second += 1) {
        vi.advanceTimersByTime(1_000);
        // Each has looked, and waits for its next look.
        while (vi.getTimerCount() + lost.length < 2) await setImmediate();
      }
    }
    await pass(14);
    expect(lost).toEqual([]);
    await utimes(join(late, 'lease'), 1, 1);
    await pass(100);
    expect(lost).toEqual([gone]);
  });

  test.each([
    ['and not while it is touched', 0, 120],
    ['nor where the clock of its machine is behind by hours', HOURS, 50],
  ])('%s', async (_, age, beats) => {
    const folder = await leftFolder(await heldFolder(), ELSEWHERE, age);
    const lost = watched(folder, 2_000).then(() => 'lost');
    const touching = (async () => {
      for (let beat = 1; beat <= beats; beat += 1) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        await utimes(join(folder, 'lease'), beat, beat);
      }
      return 'held';
    })();
    expect(await Promise.race([lost, touching])).toBe('held');
  });
});
