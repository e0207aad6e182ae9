/** Counts the examples of a data file: rows if its format has rows, else files or bytes. */
import { createHash } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UnusableFileError } from '../../files/open-file.ts';
import { readBytes, readHead, readLines } from '../bounded-file.ts';
import { withoutGzip } from '../readers/files/run-file.ts';
import { isNumeral } from '../readers/numbers.ts';

const MAX_BYTES = 500 * 1024 * 1024;
const HEAD_BYTES = 4096;
const MAX_FILES = 100_000;
const DIGEST_BYTES = 32;
const TEXT_ROWS = /\.(csv|tsv|psv|jsonl|ndjson|txt|conllu?|libsvm|svm|arff|data)$/i;
const UBYTE = /idx\d-ubyte$/i;
const NAMED_COLUMNS = /\.(csv|tsv|psv)$/i;

export interface Amount {
  readonly count: number;
  readonly unit: 'rows' | 'files' | 'bytes' | 'share';
  /** Digests of the rows of a text file, in their order and sorted, independent of line ends. */
  readonly content?: { readonly inOrder: string; readonly inAnyOrder: string };
}

/** @returns null if the file or folder is missing or unreadable */
export async function countExamples(path: string): Promise<Amount | null> {
  const stats = await lstat(path).catch(() => null);
  if (stats === null) return null;
  if (stats.isDirectory()) return { count: await countFiles(path), unit: 'files' };
  if (!stats.isFile()) return null;
  const bytes: Amount = { count: stats.size, unit: 'bytes' };
  try {
    return (await countRows(path)) ?? bytes;
  } catch (error) {
    // Binary, truncated and huge files still have a size.
    if (error instanceof UnusableFileError || (error instanceof Error && 'code' in error)) return bytes;
    throw error;
  }
}

/** The size stated in a Git LFS or DVC pointer; null for any other file. */
function pointedAt(head: string): Amount | null {
  const lfs = /^version https:\/\/git-lfs[^\n]*\n(?:[^\n]*\n)*size (\d+)/.exec(head)?.[1];
  if (lfs !== undefined) return { count: Number(lfs), unit: 'bytes' };
  const [, files] = /^outs:\n(?:[ -][^\n]*\n)*?[ -]+nfiles: (\d+)/m.exec(head) ?? [];
  const [, size] = /^outs:\n(?:[ -][^\n]*\n)*?[ -]+size: (\d+)/m.exec(head) ?? [];
  if (files !== undefined) return { count: Number(files), unit: 'files' };
  return size === undefined ? null : { count: Number(size), unit: 'bytes' };
}

async function countRows(path: string): Promise<Amount | null> {
  const head = await readHead(path, HEAD_BYTES);
  const pointed = pointedAt(head);
  if (pointed !== null) return pointed;
  const [, first] = /^.NUMPY.{0,8}\{.{0,200}'shape': \((\d+)/s.exec(head) ?? [];
  if (first !== undefined) return rows(Number(first));
  if (UBYTE.test(path)) return rows((await readBytes(path, MAX_BYTES)).readUInt32BE(4));
  const name = withoutGzip(path);
  if (TEXT_ROWS.test(name)) {
    const { count, content } = await readRows(path, NAMED_COLUMNS.test(name));
    return { ...rows(count - (hasHeader(name, head) ? 1 : 0)), content };
  }
  return null;
}

function rows(count: number): Amount {
  return { count: Math.max(0, count), unit: 'rows' };
}

/** A header has no number and stands above a row with one. */
function hasHeader(path: string, head: string): boolean {
  if (!NAMED_COLUMNS.test(path)) return false;
  const [first = '', second = ''] = head.replace(/^\uFEFF/, '').split(/\r?\n/);
  const cells = (line: string) => line.split(/[,;\t|]/).map((cell) => cell.trim().replace(/^"|"$/g, ''));
  if (cells(first).some(isNumeral)) return false;
  const names = cells(first);
  const isNamed = names.every((name) => /^[\p{L}_][\p{L}\p{N}_ .()-]{0,40}$/u.test(name));
  return (
    cells(second).some(isNumeral) || (isNamed && new Set(names).size === names.length && names.length > 1)
  );
}

/** A line break inside quotes does not end a row. */
async function readRows(
  path: string,
  isQuoted: boolean,
): Promise<{ readonly count: number; readonly content: NonNullable<Amount['content']> }> {
  const inOrder = createHash('sha256');
  const sum = Buffer.alloc(DIGEST_BYTES);
  let count = 0;
  let isOpen = false;
  for await (const { text } of readLines(path, MAX_BYTES)) {
    if (text.trim() === '') continue;
    if (!isOpen) count += 1;
    if (isQuoted && text.split('"').length % 2 === 0) isOpen = !isOpen;
    const digest = createHash('sha256').update(text).digest();
    inOrder.update(digest);
    for (let place = 0; place < DIGEST_BYTES; place += 1)
      sum[place] = ((sum[place] as number) + (digest[place] as number)) & 255;
  }
  return { count, content: { inOrder: inOrder.digest('hex'), inAnyOrder: sum.toString('hex') } };
}

async function countFiles(folder: string): Promise<number> {
  let count = 0;
  const pending = [folder];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const entry of await readdir(next, { withFileTypes: true })) {
      if (entry.isDirectory()) pending.push(join(next, entry.name));
      else if (entry.isFile()) count += 1;
      if (count >= MAX_FILES) return count;
    }
  }
  return count;
}
