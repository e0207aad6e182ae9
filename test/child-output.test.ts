/** Not a byte of what a program prints is lost, whatever its size and however it ends; and what holds its pipes holds up nobody. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { execute } from '../src/child-output.ts';
import { git } from '../src/git/git.ts';
import { askEngine } from '../src/train/executors/engine.ts';
import { runProcess } from '../src/train/process/run-process.ts';
import { contentOf, lossesAmong, SIZES } from './support/printing-programs.ts';
import { Repository } from './support/repository.ts';
import { temporaryFolder } from './support/temporary.ts';
import { waitForPid } from './train/process/processes.ts';

const environment = { PATH: process.env.PATH ?? '' };

/** @throws where it has ended: then somebody has waited for it */
function endHolder(pid: number): void {
  process.kill(pid, 'SIGKILL');
}

describe.skipIf(process.platform === 'win32')('a run', () => {
  test('loses nothing, however its program ends', async () => {
    expect(await lossesAmong(24, 8)).toEqual([]);
  });

  async function run(script: string) {
    const directory = await temporaryFolder();
    for (const size of SIZES) await writeFile(join(directory, String(size)), contentOf(size));
    const chunks: Buffer[] = [];
    const outcome = await runProcess({
      argv: ['sh', '-c', script],
      ...{ directory, environment, timeoutMs: 60_000, signal: new AbortController().signal },
      onOutput: (chunk) => void chunks.push(chunk),
    });
    return { directory, outcome, printed: Buffer.concat(chunks).toString() };
  }

  test.each(SIZES)('that prints %i bytes through another process loses none of them', async (size) => {
    const { outcome, printed } = await run(
      `mkfifo pipe; (exec < pipe; sleep 0.2; exec cat) & exec > pipe; exec cat ${size}`,
    );
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0 });
    expect(printed === contentOf(size)).toBe(true);
  });

  test('gets pipes: its short lines are all there though it exits at once, and it may open them by name', async () => {
    const lines = Array.from({ length: 800 }, (_, index) => `epoch ${index} accuracy: 0.5`);
    const program =
      'for (let i = 0; i < 800; i += 1) console.log("epoch " + i + " accuracy: 0.5"); process.exit(0)';
    const { printed } = await run(`echo first > /dev/stdout; exec '${process.execPath}' -e '${program}'`);
    expect(printed.trim().split('\n')).toEqual(['first', ...lines]);
  });

  test.skipIf(process.platform !== 'linux').each(SIZES)(
    'of %i bytes does not wait for a process that hides and holds its pipes',
    async (size) => {
      const { directory, outcome, printed } = await run(
        `setsid -f env -i /bin/sh -c 'echo $$ > pid; exec /bin/sleep 100'; until [ -s pid ]; do :; done; exec cat ${size}`,
      );
      endHolder(await waitForPid(join(directory, 'pid')));
      expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0 });
      expect(printed === contentOf(size)).toBe(true);
    },
  );
});

describe.skipIf(process.platform === 'win32')(
  'what leaves a process behind that holds its pipes is not waited for',
  () => {
    const LEAVES = 'sleep 100 & echo $!';

    test('as a program', async () => {
      endHolder(Number((await execute('sh', ['-c', LEAVES], {})).stdout));
    });

    test('as a command of a queue', async () => {
      endHolder(Number(await askEngine(['sh', '-c', LEAVES], environment)));
    });

    test('as a part of git, such as a shared connection of ssh', async () => {
      const { path } = await Repository.create();
      endHolder(Number(await git(path, '-c', `alias.leave=!${LEAVES}`, 'leave')));
    });

    test.each(SIZES)('and its %i bytes are all there', async (size) => {
      const folder = await temporaryFolder();
      await writeFile(join(folder, 'content'), contentOf(size));
      const options = { cwd: folder, maxBuffer: 2 ** 24 };
      const { stdout } = await execute('sh', ['-c', 'sleep 100 & echo $! > pid; exec cat content'], options);
      endHolder(await waitForPid(join(folder, 'pid')));
      expect(stdout === contentOf(size)).toBe(true);
    });
  },
);
