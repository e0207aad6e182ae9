/** Programs that compute for known times, whose sum is what the run took. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { execute } from '../../../src/child-output.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { runNode as node } from './processes.ts';

describe.runIf(process.platform === 'linux')('the CPU time is that of', () => {
  /** Computes for a while, and writes down for how long it has. */
  const compute = (name: string) => `
    for (const end = process.cpuUsage().user + 2e5; process.cpuUsage().user < end; );
    const { user, system } = process.cpuUsage();
    require('node:fs').writeFileSync('${name}', String((user + system) / 1e6));`;
  const start = (name: string) =>
    `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(compute(name))}], { stdio: 'inherit' })`;
  const PROGRAMS = [
    ['the program and its children', `${start('a')}; ${start('b')}; ${compute('c')}`],
    [
      'a child of a child',
      `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(start('a'))}])`,
    ],
    ['a program that waits', `${compute('a')}; setTimeout(() => {}, 1000)`],
    ['a program that has closed its output', `for (const fd of [1, 2]) fs.closeSync(fd); ${compute('a')}`],
  ] as const;

  async function run(script: string) {
    const directory = await temporaryFolder();
    const { kind, cpuSeconds } = await node(script, { directory, timeoutMs: 100_000 });
    expect(kind).toBe('exited');
    const told = await Promise.all(
      (await readdir(directory)).map(async (name) => Number(await readFile(join(directory, name), 'utf8'))),
    );
    return { cpuSeconds, truth: told.reduce((sum, one) => sum + one, 0) };
  }

  test.each(PROGRAMS)('%s', async (_, script) => {
    const { cpuSeconds, truth } = await run(script);
    expect(cpuSeconds).toBeGreaterThan(0.95 * truth);
    // A program that starts another takes some more.
    expect(cpuSeconds).toBeLessThan(1.15 * truth + 0.15);
  });

  test('many that end together, next to programs that are no runs', async () => {
    let isOver = false;
    const others = async () => {
      while (!isOver) await execute(process.execPath, ['-e', compute('/dev/null')], {});
    };
    const other = others();
    const runs = await Promise.all(Array.from({ length: 6 }, () => run(PROGRAMS[0][1])));
    isOver = true;
    await other;
    expect(runs.map(({ cpuSeconds }) => cpuSeconds)).not.toContain(null);
    const [measured, truth] = (['cpuSeconds', 'truth'] as const).map((key) =>
      runs.reduce((sum, one) => sum + (one[key] ?? 0), 0),
    );
    const ratio = (measured ?? 0) / (truth ?? 0);
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.15);
  });
});
