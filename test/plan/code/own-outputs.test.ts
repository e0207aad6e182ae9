import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isOwnOutput, ownOutputs } from '../../../src/plan/code/own-outputs.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test('a file that a descriptor writes to is found, under whichever name, and no other', async () => {
  const root = await temporaryFolder();
  const [code, output] = ['train.py', 'err.txt'].map((name) => join(root, name)) as [string, string];
  await writeFile(code, '');
  const file = await open(output, 'w');
  try {
    expect(isOwnOutput(output, ownOutputs([file.fd]))).toBe(true);
    expect(isOwnOutput(code, ownOutputs([file.fd]))).toBe(false);
    expect(isOwnOutput(output, ownOutputs([]))).toBe(false);
  } finally {
    await file.close();
  }
});

test('a descriptor that is closed writes to nothing', () => {
  expect(ownOutputs([999])).toEqual(new Set());
});

test.runIf(process.platform === 'linux')(
  'what tee writes to is found, behind the pipe that it reads, and not what it reads beside',
  async () => {
    const root = await temporaryFolder();
    const [pipe, code, first, second] = ['pipe', 'train.py', 'out.txt', 'copy.txt'].map((name) =>
      join(root, name),
    ) as [string, string, string, string];
    await writeFile(code, '');
    execFileSync('mkfifo', [pipe]);
    const tee = spawn('sh', ['-c', 'exec tee out.txt copy.txt < pipe > /dev/null 4< train.py'], {
      cwd: root,
    });
    const ended = once(tee, 'exit');
    // It waits until tee has opened the other end.
    const writer: FileHandle = await open(pipe, 'w');
    try {
      await writer.write('progress\n');
      await expect.poll(() => statSync(second, { throwIfNoEntry: false })?.size).toBe(9);
      const found = ownOutputs([writer.fd]);
      expect([first, second, code].map((path) => isOwnOutput(path, found))).toEqual([true, true, false]);
    } finally {
      await writer.close();
      await ended;
    }
  },
);
