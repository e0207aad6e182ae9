/**
 * The shipped program with nodes whose view of the shared folder is late. A node sees the half of its job first, then the job, then the code. What it
 * leaves comes back when the queue has long forgotten the job: the outcome first, then the half of every other file, then the rest.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary.ts';
import { experimentOn } from './experiments.ts';

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
/** Five by hand: `CONCLUSIVE_TEST_DELAY=5`. */
const SECONDS = Number(process.env.CONCLUSIVE_TEST_DELAY ?? 0.6);

/** A node has a view of its own, mounted over the folder of the experiment in a namespace. */
const NODE = `import { spawn } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
const [, , views, script, marker, delay] = process.argv.map((one, index) => (index === 5 ? Number(one) : one));
const job = dirname(script);
const text = readFileSync(join(job, 'job.json'), 'utf8');
const { task, lease } = JSON.parse(text);
const repository = dirname(dirname(dirname(lease.folder)));
const view = mkdtempSync(views + '/');
const inView = (path) => join(view, relative(repository, path));
const copy = (path, filter) => {
  for (;;) {
    try { return cpSync(path, inView(path), { recursive: true, verbatimSymlinks: true, preserveTimestamps: true, filter }); }
    // What another run has renamed or removed meanwhile.
    catch (error) { if (error.code !== 'ENOENT') throw error; }
  }
};
// However this ends, the queue does not have the job any more.
process.once('exit', () => writeFileSync(marker, ''));
copy(repository, (path) => !path.startsWith(lease.folder + '/') || !['tree', 'beside', 'jobs'].includes(basename(path)));
mkdirSync(inView(job), { recursive: true });
cpSync(script, inView(script), { mode: 0 });
writeFileSync(inView(join(job, 'job.json')), text.slice(0, 100));
const enter = 'mount --bind "$1" "$2" && exec "$3"';
const child = spawn('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', enter, 'node', view, repository, script], { stdio: 'inherit' });
const ended = new Promise((resolve) => child.once('exit', resolve));
process.on('SIGTERM', () => child.kill('SIGTERM'));
await wait(delay / 2);
writeFileSync(inView(join(job, 'job.json')), text);
await wait(delay / 2);
copy(task.shared.tree);
await ended;
writeFileSync(marker, '');
const filesIn = (path) => {
  const found = lstatSync(inView(path), { throwIfNoEntry: false });
  if (found?.isDirectory()) return readdirSync(inView(path)).flatMap((name) => filesIn(join(path, name)));
  return found?.isFile() && !/^job\\.|^log/.test(basename(path)) ? [path] : [];
};
const files = [job, ...task.shared.left].flatMap(filesIn);
const isFirst = (path) => /^(begun|outcome)\\.json$/.test(basename(path));
const bring = async (paths, share) => {
  for (const path of paths) {
    const bytes = readFileSync(inView(path));
    // Whoever waits for it may have given up: then its folder is gone.
    try { writeFileSync(path, bytes.subarray(0, Math.ceil(bytes.length * share))); } catch {}
  }
  await wait(delay / 2);
};
await wait(delay);
await bring(files.filter(isFirst), 0.5);
await bring(files.filter(isFirst), 1);
await bring(files.filter((path) => !isFirst(path)), 0.5);
await bring(files.filter((path) => !isFirst(path)), 1);
rmSync(view, { recursive: true });
`;

const QUEUE = `import { spawn } from 'node:child_process';
import { existsSync, openSync, readdirSync, writeFileSync } from 'node:fs';
const [, , folder, delay, command, ...rest] = process.argv;
const ids = readdirSync(folder + '/jobs').filter((name) => !name.endsWith('.ended'));
if (command === 'submit') {
  const [script, log] = rest;
  const [id, file] = [String(1000 + ids.length), openSync(log, 'a')];
  const argv = [folder + '/node.mjs', folder + '/views', script, folder + '/jobs/' + id + '.ended', delay];
  const child = spawn(process.execPath, argv, { detached: true, stdio: ['ignore', file, file], env: { PATH: process.env.PATH } });
  child.unref();
  writeFileSync(folder + '/jobs/' + id, String(child.pid));
  console.log(id);
}
if (command === 'status') for (const id of ids) if (!existsSync(folder + '/jobs/' + id + '.ended')) console.log(id);
`;

test.skipIf(!isRoot)(
  'an experiment on a folder that is slow to show has the records and the result of a local one (needs root)',
  async () => {
    const root = await temporaryFolder();
    for (const name of ['jobs', 'views']) await mkdir(join(root, name));
    await writeFile(join(root, 'queue.mjs'), QUEUE);
    await writeFile(join(root, 'node.mjs'), NODE);
    const call = (rest: string) =>
      `'"${process.execPath}" ${root}/queue.mjs ${root} ${SECONDS * 1000} ${rest}'`;
    const there = await experimentOn(
      `executor: { kind: command, submit: ${call('submit {script} {log}')}, status: ${call('status')}, cancel: ${call('cancel {ids}')} }`,
    );
    const here = await experimentOn('limits: { parallel: 2 }');
    const remote = await there.run();
    const local = await here.run();
    expect(remote.code, remote.stderr).toBe(local.code);
    // Four seeds are few, which is said before they are trained.
    expect(remote.stderr).not.toMatch(/warning: (?!4 seeds )/);
    expect(await there.records()).toEqual(await here.records());
    expect(await there.result()).toEqual(await here.result());
    const repeats = await readdir(join(there.folder, '.conclusive/repeats/runs'));
    const left = await readdir(join(root, 'jobs'));
    const runs = 8 + repeats.filter((name) => name.endsWith('.json')).length;
    expect([left.length, left.filter((name) => name.endsWith('.ended')).length]).toEqual([2 * runs, runs]);
    expect(await readdir(join(there.folder, '.conclusive/tmp'))).toEqual([]);
  },
);
