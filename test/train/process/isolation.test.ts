import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openWorkspace } from '../../../src/plan/code/workspace.ts';
import { openIsolation, withoutIsolation } from '../../../src/train/process/isolation.ts';
import { mountTable } from '../../../src/train/process/isolation-script.ts';
import { runProcess } from '../../../src/train/process/run-process.ts';
import { isolates } from '../../support/isolates.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const SOURCES = dirname(fileURLToPath(new URL('../../../src/train/process/isolation.ts', import.meta.url)));

async function outputFolder() {
  const output = join(await temporaryFolder(), 'checkout/.conclusive');
  const own = join(output, 'tmp/1-a/head-1');
  for (const path of [
    'runs',
    'tmp/1-a/worktrees/base',
    'tmp/1-a/baseline-1',
    'environments/k',
    'tmp/1-a/head-1',
  ])
    mkdirSync(join(output, path), { recursive: true });
  writeFileSync(join(output, 'runs/a.json'), '{}');
  writeFileSync(join(output, 'tmp/1-a/worktrees/base/train.py'), 'v1');
  return { output, own };
}

const isIsolated = await isolates();

test('elsewhere than on Linux there is none', async () => {
  if (process.platform !== 'linux') expect(isIsolated).toBe(false);
});

describe.skipIf(!isIsolated)(
  'a run writes to its own folders, and to nothing else of the output (needs namespaces)',
  () => {
    async function run(
      script: string,
      writable: (output: string, own: string) => string[] = (_, own) => [own],
    ) {
      const { output, own } = await outputFolder();
      const isolate = await openIsolation(output, own);
      if (isolate === null) throw new Error('there was one before');
      const environment = { PATH: process.env.PATH ?? '' };
      const argv = ['sh', '-c', script, 'run', output, String(process.pid)];
      const outcome = await runProcess({
        ...isolate({ argv, directory: own, writable: writable(output, own), environment }),
        ...{ directory: own, environment, timeoutMs: 30_000, signal: new AbortController().signal },
      });
      const read = (path: string) => readFileSync(join(output, path), 'utf8');
      return { outcome, read, output };
    }

    test('its own, in the folder that it is started in', async () => {
      const { outcome, read } = await run('echo 1 > metrics.json && id -u');
      expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0, tail: String(process.getuid?.()) });
      expect(read('tmp/1-a/head-1/metrics.json')).toBe('1\n');
    });

    test.runIf(process.getuid?.() === 0)(
      'as root, files of other users outside of the output, which stays closed (needs root)',
      async () => {
        const workspace = await temporaryFolder();
        for (const path of ['home', 'home/cache']) {
          mkdirSync(join(workspace, path), { mode: 0o755 });
          chownSync(join(workspace, path), 1001, 1001);
        }
        writeFileSync(join(workspace, 'home/log'), 'a');
        chownSync(join(workspace, 'home/log'), 1001, 1001);
        const script = `cd "${workspace}/home" && echo b >> log && echo c > cache/new && chown 1002 cache/new && rm log`;
        const { outcome, read } = await run(`${script}; ! echo x > "$1/runs/a.json" && [ ! -e log ]`);
        expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0 });
        expect(statSync(join(workspace, 'home/cache/new')).uid).toBe(1002);
        expect(read('runs/a.json')).toBe('{}');
      },
    );

    test('one mount binds folders of any name', async () => {
      const parent = await temporaryFolder();
      const folders = ['a b', 'tab\tbed', 'new\nline', 'back\\slash', '#', 'ü\u00a0', '\\040'].map((name) =>
        join(parent, name),
      );
      for (const folder of folders) mkdirSync(folder);
      const table = join(parent, 'table');
      writeFileSync(table, mountTable(folders));
      const script = 'mount --all --fstab "$0" && for folder; do mountpoint -q "$folder" || exit 9; done';
      execFileSync('unshare', ['-Urm', 'sh', '-c', script, table, ...folders]);
    });

    test.each([
      ['whose table of mounts is gone', (own: string) => rmSync(join(own, 'mounts')), []],
      [
        'that is a mount already',
        () => {},
        ['unshare', ...(process.getuid?.() === 0 ? ['-m'] : ['-Urm'])].concat(
          'sh',
          ...['-c', 'mount --rbind "$0" "$0" && exec "$@"'],
        ),
      ],
    ])('an output %s is protected', async (_, prepare, wrapper) => {
      const { output, own } = await outputFolder();
      const isolate = await openIsolation(output, own);
      prepare(own);
      const environment = { PATH: process.env.PATH ?? '' };
      const script = 'echo 1 > own && ! echo x > "$0/runs/a.json"';
      const { argv = [] } =
        isolate?.({ argv: ['sh', '-c', script, output], directory: own, writable: [own], environment }) ?? {};
      const outcome = await runProcess({
        argv: wrapper.length === 0 ? argv : [...wrapper, output, ...argv],
        ...{ directory: own, environment, timeoutMs: 30_000, signal: new AbortController().signal },
      });
      expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0 });
      expect(readFileSync(join(output, 'runs/a.json'), 'utf8')).toBe('{}');
    });

    const WRITES: ReadonlyArray<readonly [name: string, script: string]> = [
      ['records', 'echo x > "$1/runs/a.json"'],
      ['a new record', 'echo x > "$1/runs/b.json"'],
      ['code of another model', 'echo x > "$1/tmp/1-a/worktrees/base/train.py"'],
      ['by a path from where it was started', 'echo x > ../worktrees/base/train.py'],
      ['by its own current folder', 'echo x > /proc/self/cwd/../worktrees/base/train.py'],
      ['another run', 'echo x > "$1/tmp/1-a/baseline-1/metrics.json"'],
      ['an environment', 'echo x > "$1/environments/k/python"'],
      ['through the program that started it', 'echo x > "/proc/$2/root/$1/runs/a.json"'],
      ['through its current folder', 'echo x > "/proc/$2/cwd/$1/runs/a.json"'],
      ['unmounted', 'umount "$1"; echo x > "$1/runs/a.json"'],
      ['mounted anew', 'mount -o remount,bind,rw "$1"; echo x > "$1/runs/a.json"'],
      [
        'in a namespace of its own',
        'unshare -Urm sh -c "umount $1; mount -o remount,bind,rw $1; echo x > $1/runs/a.json"',
      ],
      [
        'by a mount of what is above',
        'mkdir m; unshare -Urm sh -c "mount --bind $(dirname "$1") m; echo x > m/$(basename "$1")/runs/a.json"',
      ],
      ['renamed away', 'mv "$1/runs" "$1/old"'],
      ['in the namespace of another', 'nsenter -t "$2" -m -U sh -c "echo x > $1/runs/a.json"'],
      ['this program, which a later step runs again', `echo x > "${SOURCES}/x"`],
      [
        'renamed with the folders above it',
        'c=$(dirname "$1"); mv "$c" "$c-old" && mkdir -p "$1/runs" && echo x > "$1/runs/a.json"',
      ],
      ['removed', 'rm -rf "$1/runs"'],
    ];

    test.each(WRITES)('not %s', async (_, script) => {
      const { outcome, read } = await run(`{ ${script}; } 2>/dev/null`);
      expect(outcome.kind).toBe('exited');
      expect(outcome).not.toHaveProperty('exitCode', 0);
      expect(read('runs/a.json')).toBe('{}');
      expect(read('tmp/1-a/worktrees/base/train.py')).toBe('v1');
    });

    test('nor does it see the environment that the program was started with', async () => {
      const { outcome } = await run('cat "/proc/$2/environ" > own 2>/dev/null');
      expect(outcome).not.toHaveProperty('exitCode', 0);
    });

    test('experiments that begin at the same time do not take the probe from each other', async () => {
      const { output } = await outputFolder();
      const request = { configPath: join(output, 'conclusive.yml'), output, root: null, warn: () => {} };
      const found = await Promise.all(
        Array.from({ length: 4 }, async () => {
          const { scratch } = await openWorkspace(request);
          return openIsolation(output, scratch);
        }),
      );
      expect(found).not.toContain(null);
    });

    test('a program that is not there is told in the system’s own words', async () => {
      const { output, own } = await outputFolder();
      const isolate = await openIsolation(output, own);
      const environment = { PATH: process.env.PATH ?? '' };
      writeFileSync(join(own, 'train.sh'), '#!/no/such/program\n', { mode: 0o755 });
      if (isolate === null) throw new Error('there was one before');
      const outcome = await runProcess({
        ...isolate({ argv: ['./train.sh'], directory: own, writable: [own], environment }),
        ...{ directory: own, environment, timeoutMs: 30_000, signal: new AbortController().signal },
      });
      expect(withoutIsolation(outcome)).toMatchObject({ kind: 'not-started', error: { code: 'ENOENT' } });
    });
  },
);
