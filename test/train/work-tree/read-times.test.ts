import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { isRead, isWritten, mayBeReadUnseen, stateOf } from '../../../src/train/work-tree/read-times.ts';
import { temporaryFolder } from '../../support/temporary.ts';

it('tells what was written from what was read', async () => {
  const path = join(await temporaryFolder(), 'metrics.json');
  const look = async () => {
    await sleep(15);
    return stateOf(statSync(path));
  };
  writeFileSync(path, '1');
  const made = await look();
  expect([isWritten(undefined, made), isRead(undefined, made)]).toEqual([true, false]);
  readFileSync(path);
  const read = await look();
  expect([isWritten(made, read), isRead(made, read), isRead(undefined, read)]).toEqual([false, true, true]);
  writeFileSync(path, '2');
  const written = await look();
  expect([isWritten(read, written), isRead(read, written)]).toEqual([true, false]);
});

it('a folder in which no reading can be noted may be read unseen, but for its logs', async () => {
  const folder = join(await temporaryFolder(), 'gone');
  const unseen = (name: string) => mayBeReadUnseen(join(folder, name));
  expect(['metrics.json', 'train.log', 'train.log.1', 'slurm.out'].map(unseen)).toEqual([
    true,
    false,
    false,
    false,
  ]);
  mkdirSync(folder);
  // This file system notes it, or all of these tests fail.
  expect(unseen('metrics.json')).toBe(false);
});
