import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { MAX_LINE_CHARS, readHead, readLines, readTail, readText } from '../../src/records/bounded-file.ts';
import { temporaryFolder } from '../support/temporary.ts';

async function fileOf(content: string | Buffer): Promise<string> {
  const path = join(await temporaryFolder(), 'file');
  await writeFile(path, content);
  return path;
}

async function linesOf(content: string | Buffer, maxBytes = 100_000_000) {
  const lines = [];
  for await (const line of readLines(await fileOf(content), maxBytes)) lines.push(line);
  return lines;
}

describe('readLines', () => {
  it('numbers the lines and tells whether the last one is whole', async () => {
    expect(await linesOf('a\r\n\nb')).toEqual([
      { number: 1, text: 'a', isComplete: true },
      { number: 2, text: '', isComplete: true },
      { number: 3, text: 'b', isComplete: false },
    ]);
  });

  it('has no line in an empty file', async () => {
    expect(await linesOf('')).toEqual([]);
  });

  it('keeps characters whole that a chunk cuts through', async () => {
    const line = 'é'.repeat(400_001);
    const lines = await linesOf(`x${line}\n${line}\n`);
    expect(lines.map(({ text }) => text)).toEqual([`x${line}`, line]);
  });

  it('leaves out a byte order mark', async () => {
    expect((await linesOf('\uFEFF{}\n'))[0]?.text).toBe('{}');
  });

  it('refuses a line without end and names it', async () => {
    await expect(linesOf(`a\n${'x'.repeat(MAX_LINE_CHARS + 300_000)}`)).rejects.toThrow(
      /line of more than .* line 2$/,
    );
  });

  it('refuses a file without end', async () => {
    await expect(linesOf('a\n'.repeat(600_000), 1024 * 1024)).rejects.toThrow('is larger than 1 MB');
  });

  it('refuses what is not UTF-8', async () => {
    await expect(linesOf(Buffer.from([0x61, 0xff, 0x0a]))).rejects.toThrow('is not UTF-8 text');
  });
});

test.each([
  ['', '', ''],
  ['abc', 'abc', 'abc'],
  ['abcdefgh', 'abcd', 'efgh'],
])('of %j the first four bytes are %j, the last %j', async (content, head, tail) => {
  const path = await fileOf(content);
  expect(await readHead(path, 4)).toBe(head);
  expect((await readTail(path, 4)).toString()).toBe(tail);
});

describe('only regular files are read', () => {
  test.runIf(process.platform !== 'win32')('a link is refused, wherever it leads', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'secret'), 'secret');
    await symlink(join(folder, 'secret'), join(folder, 'link'));
    await expect(readText(join(folder, 'link'), 100)).rejects.toThrow('is not a regular file');
    await expect(readHead(join(folder, 'link'), 100)).rejects.toThrow('is not a regular file');
    await expect(readTail(join(folder, 'link'), 100)).rejects.toThrow('is not a regular file');
  });

  test.runIf(process.platform !== 'win32')('a pipe is refused instead of waited for', async () => {
    const path = join(await temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    await expect(readText(path, 100)).rejects.toThrow('is not a regular file');
  });

  it('a folder is refused', async () => {
    const path = join(await temporaryFolder(), 'folder');
    await mkdir(path);
    await expect(readText(path, 100)).rejects.toThrow('is not a regular file');
  });
});
