import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assertWorkingDirectory } from '../../src/action/working-directory.ts';

let workspace: string;
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'conclusive-workspace-'));
});
afterEach(() => rm(workspace, { recursive: true, force: true }));

test('a folder of the checkout is one', async () => {
  await mkdir(join(workspace, 'models'));
  await assertWorkingDirectory(workspace, 'models');
  await assertWorkingDirectory(workspace, '.');
});

test.each(['missing', 'file'])('%s is none, and the input is named', async (name) => {
  await writeFile(join(workspace, 'file'), '');
  await expect(assertWorkingDirectory(workspace, name)).rejects.toThrow(
    `input "working-directory" is "${name}", which is not a folder of the checkout`,
  );
});

test('where nothing has been checked out, that is what is said', async () => {
  await expect(assertWorkingDirectory(workspace, 'models')).rejects.toThrow('"- uses: actions/checkout"');
});
