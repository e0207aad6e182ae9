import { spawnSync } from 'node:child_process';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
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
