/**
 * Measures a run's work tree: time to create and remove it, and disk space.
 *
 *   npx rolldown bench/work-trees.ts --platform node --file node_modules/.cache/work-trees.mjs
 *   node node_modules/.cache/work-trees.mjs [folder]
 *
 * Trees have 200 MB in 1,000 and 4,000 files and 2 GB in 20,000 files, in a temporary folder (or in `folder`, to measure its
 * file system). With shared blocks (XFS, Btrfs, APFS), the disk figure includes what copies share.
 */
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkTrees } from '../src/train/work-tree/work-trees.ts';

const RUNS = 4;
const FILES_IN_A_FOLDER = 100;

/** Every tenth file is 4 KB of code, every fiftieth a 2 KB result. */
function makeRepository(root: string, files: number, megabytes: number): void {
  const large = Buffer.alloc(Math.floor((megabytes * 1e6) / (0.88 * files)), 'x');
  for (let index = 0; index < files; index += 1) {
    const folder = join(root, `part-${Math.floor(index / FILES_IN_A_FOLDER)}`);
    if (index % FILES_IN_A_FOLDER === 0) mkdirSync(folder, { recursive: true });
    if (index % 10 === 0) writeFileSync(join(folder, `code-${index}.py`), large.subarray(0, 4096));
    else if (index % 50 === 1) writeFileSync(join(folder, `result-${index}.json`), large.subarray(0, 2048));
    else writeFileSync(join(folder, `data-${index}.bin`), large);
  }
}

/** Disk bytes of files without another name. */
function bytesOnDisk(folder: string): number {
  let bytes = lstatSync(folder).blocks * 512;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += bytesOnDisk(path);
    else if (lstatSync(path).nlink === 1) bytes += lstatSync(path).blocks * 512;
  }
  return bytes;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function measure(base: string, files: number, megabytes: number): Promise<void> {
  const root = join(base, `repository-${files}`);
  makeRepository(root, files, megabytes);
  const output = join(root, '.conclusive');
  const trees = openWorkTrees({ checkout: root, output });
  const [starts, cpu, bytes, removals]: number[][] = [[], [], [], []];
  for (let run = 0; run <= RUNS; run += 1) {
    const folder = join(output, 'tmp', String(run));
    mkdirSync(folder, { recursive: true });
    let start = performance.now();
    const used = process.cpuUsage();
    const tree = await trees.make({ directory: root }, folder);
    starts?.push(performance.now() - start);
    const { user, system } = process.cpuUsage(used);
    cpu?.push((user + system) / 1000);
    bytes?.push(bytesOnDisk(tree.root));
    start = performance.now();
    await rm(tree.root, { recursive: true });
    removals?.push(performance.now() - start);
  }
  const [first = 0, ...later] = starts ?? [];
  const start = performance.now();
  await trees.findSharedWrites();
  const looked = performance.now() - start;
  console.log(
    `${megabytes} MB in ${files} files: start ${median(later).toFixed(0)} ms (${median(cpu?.slice(1) ?? []).toFixed(0)} ms of a processor; the first, which lists the tree, ${first.toFixed(0)} ms), ` +
      `${(median(bytes ?? []) / 1e6).toFixed(2)} MB more disk, removed in ${median(removals ?? []).toFixed(0)} ms, ` +
      `looked at again in the end in ${looked.toFixed(0)} ms`,
  );
}

function measureGit(base: string, root: string): void {
  const git = (...args: string[]) => execFileSync('git', ['-C', root, ...args], { stdio: 'ignore' });
  git('init', '--quiet');
  git('add', '--all', '--', ':!.conclusive');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message', 'all');
  const start = performance.now();
  git('worktree', 'add', '--quiet', '--detach', join(base, 'worktree'));
  const milliseconds = performance.now() - start;
  console.log(
    `git worktree add of the 200 MB in 1000 files: ${milliseconds.toFixed(0)} ms, ${(bytesOnDisk(join(base, 'worktree')) / 1e6).toFixed(0)} MB more disk`,
  );
}

const base = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'work-trees-'));
try {
  await measure(base, 1000, 200);
  measureGit(base, join(base, 'repository-1000'));
  await measure(base, 4000, 200);
  await measure(base, 20_000, 2000);
} finally {
  rmSync(base, { recursive: true, force: true });
}
