/** Spawns the shipped command line, as a user would. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../../support/temporary.ts';

/** CONCLUSIVE_DIST lets a build be tried that is not committed. */
const DIST = process.env.CONCLUSIVE_DIST ?? fileURLToPath(new URL('../../../dist', import.meta.url));
export const CLI = join(DIST, 'cli.js');
const FIXTURES = fileURLToPath(new URL('../../../fixtures', import.meta.url));

interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** What it wrote to standard error so far. */
  stderr(): string;
}

export function start(directory: string, args: readonly string[], node = process.execPath): Started {
  const child = spawn(node, [CLI, ...args], { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const finished = new Promise<Finished>((settle) =>
    child.once('close', (code) => settle({ code, stdout, stderr })),
  );
  return { child, finished, stderr: () => stderr };
}

export function conclusive(directory: string, ...args: readonly string[]): Promise<Finished> {
  return start(directory, args).finished;
}

let warm: ReturnType<typeof startWarm> | undefined;
let last: Promise<unknown> = Promise.resolve();

/** Like `conclusive`, one call after the other in a process that stays: for tests of what is decided, not of the process. */
export function judged(directory: string, ...args: readonly string[]): Promise<Finished> {
  return judgedWith(process.env, directory, args);
}

export function judgedWith(
  environment: NodeJS.ProcessEnv,
  directory: string,
  args: readonly string[],
): Promise<Finished> {
  const request = { directory, args, environment: { ...environment } };
  const next = last.then(async () => {
    warm ??= startWarm();
    const { child, ended } = warm;
    // Only while it has something to do does it keep this process alive.
    child.channel?.ref();
    child.send(request);
    const [answer] = await Promise.race([once(child, 'message'), ended]);
    child.channel?.unref();
    if (answer === undefined) throw new Error(`conclusive ${args.join(' ')} ended its process`);
    return answer as Finished;
  });
  last = next.catch(() => {
    warm = undefined;
  });
  return next;
}

function startWarm() {
  const child = fork(fileURLToPath(new URL('./warm-cli.mjs', import.meta.url)), [CLI], { execArgv: [] });
  child.unref();
  child.channel?.unref();
  return { child, ended: once(child, 'exit').then((): [] => []) };
}

/** Copies an experiment of this repository into a folder, with its config changed. */
export async function copyFixture(
  directory: string,
  name: string,
  change: (config: string) => string,
): Promise<void> {
  await cp(join(FIXTURES, name), directory, {
    recursive: true,
    filter: (path) => !path.includes('.conclusive'),
  });
  const path = join(directory, 'conclusive.yml');
  await writeFile(path, change(await readFile(path, 'utf8')));
}

export async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = await temporaryFolder();
  await Promise.all(Object.entries(files).map(([path, text]) => writeFile(join(directory, path), text)));
  return directory;
}

/** Run records and predictions by file name, without what a run cost. */
export async function recordsIn(directory: string): Promise<Record<string, string>> {
  const folder = join(directory, '.conclusive/runs');
  const files = (await readdir(folder)).sort();
  return Object.fromEntries(
    await Promise.all(
      files.map(async (file) => [file, withoutCost(await readFile(join(folder, file), 'utf8'))]),
    ),
  );
}

export function withoutCost(record: string): string {
  return record.replace(/"cost":\{[^}]*\}/, '').replace(/"shortcuts":\{[^}]*\}/, '');
}
