/** Runs that signal the program that judges them: it neither ends, nor opens Node's inspector, nor decides anything else. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { findNode24 } from '../../support/node24.ts';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { openQueue } from '../executors/queue-of-processes.ts';
import { CLI } from '../support/command.ts';
import { configOf, ENDS, HARMLESS, STOPS, TRAIN } from '../support/signaller.ts';

interface Attack {
  readonly signals: readonly number[];
  readonly node?: string;
  readonly user?: number | undefined;
  readonly executor?: string;
  /** Whether the processes that read what runs left are signalled, and nobody else. */
  readonly ofReaders?: boolean;
}

async function judge({ signals, node = process.execPath, user, executor, ofReaders = false }: Attack) {
  const [repository, folder] = [await Repository.create(), await temporaryFolder()];
  const attack = JSON.stringify({ folder, signals, ofReaders });
  const base = await repository.commit({
    '.gitignore': '.conclusive\n',
    'train.mjs': TRAIN,
    'attack.json': attack,
    'loss.txt': '0',
    'conclusive.yml': configOf(node, executor),
  });
  const head = await repository.commit({ 'loss.txt': '0.2' });
  if (user !== undefined) execFileSync('chown', ['-R', `${user}:${user}`, repository.path, folder]);
  const args = [CLI, 'run', '--base', base, '--head', head, '--json'];
  const env = { ...process.env, HOME: folder };
  const child = spawn(node, args, {
    ...{ cwd: repository.path, env, stdio: ['ignore', 'pipe', 'pipe'] },
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
  await writeFile(
    join(folder, 'target'),
    JSON.stringify({ pid: child.pid, line: args.slice(1, 4).join('\0') }),
  );
  const ended = new Promise<[number | null, string | null]>((settle) =>
    child.once('close', (code, signal) => settle([code, signal])),
  );
  const [stdout, stderr, [code, signal]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  const read = (name: string) => {
    const path = join(folder, name);
    return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
  };
  const hasVerdict = existsSync(join(repository.path, '.conclusive/result.json'));
  return {
    code,
    signal,
    stdout,
    stderr,
    hasVerdict,
    seen: read('seen'),
    open: read('open'),
    readers: read('readers'),
  };
}

function expectRegression({ code, stdout, stderr, open }: Awaited<ReturnType<typeof judge>>) {
  expect(code, stderr).toBe(1);
  const { verdict, runs } = JSON.parse(stdout);
  expect([verdict, runs.failures]).toEqual(['regression', []]);
  expect([...new Set(open)]).toEqual(['false']);
}

const isRoot = process.getuid?.() === 0;
const node24 = findNode24();
const nodes = [...new Set([process.execPath, ...(node24 === null ? [] : [node24])])];
const users = isRoot ? [undefined, 1000] : [undefined];
const cases = nodes.flatMap((node) => users.map((user) => ({ node, user, of: user ?? 'the user' })));

describe.skipIf(process.platform !== 'linux')(
  'a run that signals the command line',
  { timeout: 300_000 },
  () => {
    test.each(cases)('under $node of $of: nothing that can be handled', async ({ node, user }) => {
      const end = await judge({ signals: HARMLESS, node, user });
      expectRegression(end);
      expect(end.seen).not.toContain('0');
    });

    test.each([10, 14, ...STOPS, 9])(
      'signal %i to the processes that read what runs left spoils no run',
      async (number) => {
        const end = await judge({ signals: [number], ofReaders: true });
        expectRegression(end);
        expect(end.readers).not.toEqual(['0', '0', '0', '0']);
      },
    );

    test.each(STOPS)('signal %i stops it in an orderly way, without a verdict', async (number) => {
      const end = await judge({ signals: [number] });
      expect(end).toMatchObject({ code: 130, hasVerdict: false });
      expect(end.stderr).toContain('stopping; finished runs are kept');
    });

    test.each(ENDS.filter((number) => number < 36 || number === 64))(
      'signal %i, which Node cannot handle, ends it without a verdict',
      async (number) => {
        // Node tells an end by a real-time signal as exit code 0.
        const { signal, code, ...end } = await judge({ signals: [number] });
        expect(end).toMatchObject({ hasVerdict: false, stdout: '' });
        if (number < 32) expect(signal).not.toBeNull();
        else expect(code).toBe(0);
      },
    );

    test.each(nodes)('of a job of a queue, under %s, does not end the job', async (node) => {
      const queue = await openQueue();
      const end = await judge({ signals: HARMLESS, node, executor: queue.executor });
      expectRegression(end);
    });
  },
);
