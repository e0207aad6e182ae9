import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ownOutputs } from '../../../src/plan/code/own-outputs.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test('a file that a descriptor writes to is found, under whichever name, and no other', async () => {
  const root = await temporaryFolder();
  await writeFile(join(root, 'train.py'), '');
  const file = await open(join(root, 'err.txt'), 'w');
  try {
    const files = ['train.py', 'err.txt', 'gone.txt'];
    expect([...(await ownOutputs(root, files, [file.fd]))]).toEqual(['err.txt']);
    expect([...(await ownOutputs(root, files, []))]).toEqual([]);
  } finally {
    await file.close();
  }
});

test('a descriptor that is closed writes to nothing', async () => {
  const root = await temporaryFolder();
  await writeFile(join(root, 'train.py'), '');
  expect([...(await ownOutputs(root, ['train.py'], [999]))]).toEqual([]);
});
