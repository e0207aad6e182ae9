import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { readPayload } from '../../../src/github/event/read-payload.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conclusive-event-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const written = async (text: string) => {
  const path = join(folder, 'event.json');
  await writeFile(path, text);
  return path;
};

test('an event is read, and where there is none there is none', async () => {
  expect(await readPayload(await written('{"action":"opened"}'))).toEqual({ action: 'opened' });
  expect(await readPayload(undefined)).toBeNull();
  expect(await readPayload('')).toBeNull();
});

test.each([
  ['', 'which is empty'],
  [' \n', 'which is empty'],
  ['{"action":', 'which is not JSON'],
  ['<html>', 'which is not JSON'],
])('an event of %j is refused in one line that names the file', async (text, why) => {
  const path = await written(text);
  const refused = readPayload(path);
  await expect(refused).rejects.toThrow(UserError);
  await expect(refused).rejects.toThrow(`GITHUB_EVENT_PATH is "${path}", ${why}`);
  await expect(refused).rejects.not.toThrow(/\n|Unexpected/);
});

test('so is one that is no file, or has no end', async () => {
  await expect(readPayload(folder)).rejects.toThrow('which is not a regular file');
  await expect(readPayload(join(folder, 'missing'))).rejects.toThrow('which cannot be used: ENOENT');
  const path = await written('');
  await truncate(path, 2 ** 30);
  await expect(readPayload(path)).rejects.toThrow('which is larger than 32 MB');
});
