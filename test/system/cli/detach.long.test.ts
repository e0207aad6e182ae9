/** A training goes on where its terminal does not, and is found by others. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { STRANGE } from '../../support/strange-files.ts';
import { openQueue } from '../executors/queue-of-processes.ts';
import { CLI, conclusive, folderWith } from '../support/command.ts';

/** Runs wait until a file is there. */
const TRAIN = `import { existsSync, writeFileSync } from 'node:fs';
const { CONCLUSIVE_SEED, CONCLUSIVE_RUN_DIR, CONCLUSIVE_PARAMS } = process.env;
const { gain = 0, go } = JSON.parse(CONCLUSIVE_PARAMS);
while (!existsSync(go)) await new Promise((settle) => setTimeout(settle, 50));
const accuracy = 0.7 + 0.02 * Math.sin(CONCLUSIVE_SEED * 7) + gain;
writeFileSync(CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify({ accuracy }));
`;

async function experiment(executor = '') {
  const folder = await folderWith({ 'train.mjs': TRAIN });
  const go = join(folder, 'go');
  await writeFile(
    join(folder, 'conclusive.yml'),
    `trainer: { command: '"${process.execPath}" train.mjs' }
params: { go: '${go}' }
models: { variants: [{ name: v, params: { gain: 0.1, go: '${go}' } }] }
metrics: [{ name: accuracy }]
seeds: 3
limits: { parallel: 2 }
checks: { reproducible: false }
${executor}
`.replace('limits: { parallel: 2 }\n', executor === '' ? 'limits: { parallel: 2 }\n' : ''),
  );
  return { folder, start: () => writeFile(go, '') };
}

async function status(folder: string) {
  const { code, stdout } = await conclusive(folder, 'status', '--json');
  return { code, ...JSON.parse(stdout) };
}

async function ended(folder: string) {
  for (;;) {
    const now = await status(folder);
    if (now.state !== 'running') return now;
    await sleep(300);
  }
}

/** Closes its terminal once the command has written to it, as a connection that drops does. */
const DROPPED = `
import os, pty, signal, sys, time
child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
while b'runs' not in os.read(terminal, 65536): pass
print(child, flush=True)
time.sleep(1)
os.close(terminal)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
`;

describe.skipIf(process.platform !== 'linux')('a run', () => {
  test.each(['on this machine', 'in a queue'])('goes on %s where its terminal vanishes', async (place) => {
    const queue = place === 'in a queue' ? await openQueue() : null;
    const { folder, start } = await experiment(queue?.executor);
    const child = spawn('python3', ['-c', DROPPED, process.execPath, CLI, 'run'], {
      cwd: folder,
      env: { ...process.env, TERM: 'xterm-256color' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    while (!printed.includes('\n') && child.exitCode === null) await sleep(50);
    await sleep(2000);
    expect((await status(folder)).state).toBe('running');
    await start();
    await once(child, 'close');
    // The gate passed.
    expect(printed.split('\n')[1]).toBe('0');
    expect(await status(folder)).toMatchObject({ state: 'ended', code: 0 });
    expect(await readdir(join(folder, '.conclusive/tmp'))).toEqual([]);
  });

  test('is started in the background, refuses a second one, and is seen to its end', async () => {
    const { folder, start } = await experiment();
    expect(await status(folder)).toMatchObject({ state: 'none', code: 3 });
    const first = await conclusive(folder, 'run', '--detach', '--seeds', '4');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    const [, pid] =
      /^Process (\d+) on \S+ trains in the background\.\nLog: .+\nStatus: .+\nStop: kill \1\n$/.exec(
        first.stdout,
      ) ?? [first.stdout];
    onTestFinished(() => {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {}
    });
    const running = await status(folder);
    expect(running).toMatchObject({ state: 'running', code: 4, processes: [{ process: Number(pid) }] });
    for (const options of [['--detach'], []]) {
      const second = await conclusive(folder, 'run', ...options);
      expect(second).toMatchObject({ code: 2, stdout: '' });
      expect(second.stderr).toContain(`process ${pid} on`);
    }
    process.kill(Number(pid), 'SIGHUP');
    await start();
    expect(await ended(folder)).toMatchObject({
      state: 'ended',
      code: 0,
      result: { verdict: 'inconclusive' },
    });
    const log = await readFile(join(folder, '.conclusive/run.log'), 'utf8');
    expect(log).toContain('run --detach --seeds 4');
    expect(log).toContain('8 trained');
  });

  test('in the background stops at SIGTERM, and leaves nothing', async () => {
    const { folder } = await experiment();
    const { stdout } = await conclusive(folder, 'run', '--detach');
    process.kill(Number(/\d+/.exec(stdout)?.[0]), 'SIGTERM');
    expect(await ended(folder)).toMatchObject({
      ...{ state: 'stopped', code: 3, background: { exitCode: 130 } },
    });
    expect(await readdir(join(folder, '.conclusive/tmp'))).toEqual([]);
  });

  test('in the background that fails is not taken for the one before it', async () => {
    const { folder, start } = await experiment();
    await start();
    expect((await conclusive(folder, 'run')).code).toBe(0);
    await writeFile(join(folder, 'train.mjs'), `${TRAIN.split('\n')[0]}\nprocess.exitCode = 3;\n`);
    await conclusive(folder, 'run', '--detach', '--max-minutes', '0.0001');
    const after = await ended(folder);
    expect(after).toMatchObject({ state: 'stopped', code: 3, background: { exitCode: 2 } });
    expect(after.background.lastLine).toContain('minutes');
    expect((await conclusive(folder, 'status')).stdout).toMatch(/^Stopped .*\nLast line of its log: error: /);
  });

  test('that cannot start says why at once', async () => {
    const { folder } = await experiment();
    await writeFile(join(folder, 'conclusive.yml'), 'trainer: { comand: x }\n');
    const { code, stdout, stderr } = await conclusive(folder, 'run', '--detach');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('command');
  });

  test.each(Object.entries(STRANGE))('writes no log to %s', async (_, make) => {
    const { folder } = await experiment();
    await mkdir(join(folder, '.conclusive'));
    await make(join(folder, '.conclusive/run.log'));
    const { code, stderr } = await conclusive(folder, 'run', '--detach');
    expect(code).toBe(2);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('is not a regular file; remove it, or choose another');
    await expect(access(join(folder, '.conclusive/runs'))).rejects.toThrow('ENOENT');
  });
});
