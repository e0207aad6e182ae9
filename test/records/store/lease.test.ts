import { execFileSync, spawnSync } from 'node:child_process';
import { constants, openSync, utimesSync } from 'node:fs';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { isHeld, isLed, makeHeldFolder, watchLease } from '../../../src/records/store/lease.ts';
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

describe('another machine sees', () => {
  async function isSeen(folder: string, staleMs: number) {
    const mark = join(folder, '..', 'mark');
    await writeFile(mark, '');
    return isLed({ folder, staleMs }, mark);
  }

  test('a folder that is held, or was touched before', async () => {
    const own = await heldFolder();
    expect(await isSeen(own, 60_000)).toBe(true);
    expect(await isSeen(await leftFolder(own, ELSEWHERE, HOURS), 2 * HOURS * 1000)).toBe(true);
  });

  test('no folder that is gone', async () => {
    const folder = await heldFolder();
    await rm(join(folder, 'lease'));
    expect(await isSeen(folder, 60_000)).toBe(false);
  });

  test.each([
    ['one whose holder has a clock that is hours behind', true],
    ['and none that nobody has touched for long', false],
  ])('%s', async (_, isTouched) => {
    const folder = await leftFolder(await heldFolder(), ELSEWHERE, HOURS);
    const start = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => start + (Date.now() - begun) * 50);
    onTestFinished(() => void vi.restoreAllMocks());
    const begun = Date.now();
    let beat = 0;
    const beating = setInterval(() => {
      beat += 1;
      if (isTouched) utimesSync(join(folder, 'lease'), beat, beat);
    }, 20);
    onTestFinished(() => clearInterval(beating));
    expect(await isSeen(folder, 60_000)).toBe(isTouched);
  });
});

describe('whoever watches a lease', () => {
  test.each([
    ['the folder', (folder: string) => rm(folder, { recursive: true })],
    ['the file in it', (folder: string) => rm(join(folder, 'begun.json'))],
  ])('is told when %s is gone, and not when its holder is', async (_, remove) => {
    const folder = await leftFolder(await heldFolder(), ELSEWHERE, HOURS);
    const mark = join(folder, 'begun.json');
    await writeFile(mark, '');
    let isLost = false;
    const lost = new Promise<void>((resolve) => {
      const unwatch = watchLease({ folder, staleMs: 20 }, mark, () => {
        isLost = true;
        resolve();
      });
      onTestFinished(unwatch);
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(isLost).toBe(false);
    await remove(folder);
    await lost;
  });
});
