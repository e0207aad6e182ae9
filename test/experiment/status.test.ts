import { spawnSync } from 'node:child_process';
import { mkdir, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { renderStatus } from '../../src/cli/commands/status.ts';
import { findStatus } from '../../src/experiment/status.ts';
import { watchWorkDone } from '../../src/experiment/watch-work.ts';
import { endLine, processLine, startLine } from '../../src/records/store/background-log.ts';
import { claimOutput } from '../../src/records/store/claim-output.ts';
import { makeHeldFolder } from '../../src/records/store/lease.ts';
import { renderResultJson } from '../../src/report/result-json.ts';
import * as samples from '../support/samples.ts';
import { temporaryFolder } from '../support/temporary.ts';

const PROOF_MS = 300;
const WORK = { runs: { least: 3, most: 9 }, seconds: null };

async function trainIn(output: string, shard?: { index: number; of: number }) {
  await mkdir(join(output, 'tmp'), { recursive: true });
  const { folder, release } = await makeHeldFolder(join(output, 'tmp'));
  onTestFinished(release);
  await claimOutput(folder, shard ?? null, PROOF_MS);
  return folder;
}
const rename12 = (name: string, start: string) => name.replace(/^\d+-[0-9a-f]+/, start);
const HOLDERS = {
  nobody: { isActive: false, make: async () => {} },
  'a process here': { isActive: true, make: async (output: string) => void (await trainIn(output)) },
  'a killed process': {
    isActive: false,
    isKilled: true,
    make: async (output: string) => {
      const folder = await trainIn(output);
      const { pid } = spawnSync(process.execPath, ['-e', '0']);
      await rename(folder, join(dirname(folder), basename(folder).replace(/^\d+/, String(pid))));
    },
  },
  'a process of another host': {
    isActive: true,
    make: async (output: string) => {
      const folder = await trainIn(output);
      const moved = join(dirname(folder), rename12(basename(folder), '1-0123456789ab'));
      await rename(folder, moved);
      let at = 1;
      const beating = setInterval(() => void utimes(join(moved, 'lease'), ++at, at).catch(() => {}), 20);
      onTestFinished(() => clearInterval(beating));
    },
  },
  'a process that another host has killed': {
    isActive: false,
    isKilled: true,
    make: async (output: string) => {
      const folder = await trainIn(output);
      await rename(folder, join(dirname(folder), rename12(basename(folder), '1-0123456789ab')));
    },
  },
};
const YEAR_AGO = Date.now() / 1000 - 365 * 86_400;
const RESULTS = {
  'no result': { exitCode: null },
  'a result that passed': { exitCode: 0, result: samples.better, at: Date.now() / 1000 + 60 },
  'a result that failed': {
    exitCode: 1,
    result: { ...samples.better, gate: { ...samples.better.gate, passed: false } },
    at: Date.now() / 1000 + 60,
  },
  'a result of last year': { exitCode: 0, result: samples.better, at: YEAR_AGO },
};

describe('the status of a folder with', () => {
  const cases = Object.entries(HOLDERS).flatMap(([who, holder]) =>
    Object.entries(RESULTS).map(([what, result]) => [who, what, holder, result] as const),
  );
  test.each(cases)('%s and %s', async (_, what, holder, expected) => {
    const output = await temporaryFolder();
    await holder.make(output);
    if ('result' in expected) {
      await writeFile(join(output, 'result.json'), renderResultJson(expected.result));
      await utimes(join(output, 'result.json'), expected.at, expected.at);
    }
    const status = await findStatus(output, PROOF_MS);
    const isOld = expected.exitCode === null || what.includes('last year');
    const state = holder.isActive
      ? 'running'
      : 'isKilled' in holder && isOld
        ? 'stopped'
        : expected.exitCode === null
          ? 'none'
          : 'ended';
    const exitCode = { running: 4, stopped: 3, none: 3, ended: expected.exitCode }[state];
    expect({ state: status.state, exitCode: status.exitCode }).toEqual({ state, exitCode });
    expect(status.result === null).toBe(expected.exitCode === null);
    const lines = renderStatus(status, 80).trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(8);
    expect(lines.every((line) => line.length <= 80)).toBe(true);
    if (state === 'running') expect(lines.join(' ')).toContain(`process ${process.pid} on ${hostname()}`);
  });
});

test('tells how many runs are trained, and for which look', async () => {
  const output = await temporaryFolder();
  const see = watchWorkDone(await trainIn(output));
  const said = async () => renderStatus(await findStatus(output)).split('\n')[0];
  expect(await said()).toMatch(/^Running: process \d+ on .+ UTC \(0 min\)$/);
  see({ kind: 'planned', trainer: 't', models: ['a', 'b'], looks: [6, 8, 11], parallel: 2, left: WORK });
  expect(await said()).toMatch(/; runs: 0 of at most 9, look 1 of 3$/);
  const run = { run: 'r', model: 'a', seed: 1, status: 'ok', failure: null, wallSeconds: 1 } as const;
  see({ kind: 'finished', ...run, done: 4, of: 9, secondsLeft: WORK.runs });
  see({ kind: 'look', look: 1, of: 3, pairs: 6, undecided: ['b'], next: 8, left: WORK });
  expect(await said()).toMatch(/; runs: 4 of at most 13, look 2 of 3$/);
  see({ kind: 'extra-runs', runs: 2, left: { ...WORK, runs: { least: 2, most: 2 } } });
  expect(await said()).toMatch(/; runs: 4 of at most 6, runs of checks$/);
});

test('names every shard', async () => {
  const output = await temporaryFolder();
  for (const index of [1, 2]) await trainIn(output, { index, of: 2 });
  expect(renderStatus(await findStatus(output)).match(/shard [12]\/2/g)).toEqual(['shard 1/2', 'shard 2/2']);
});

describe('is refused with what to do for', () => {
  test.each([
    ['half a result', (folder: string) => writeFile(join(folder, 'result.json'), '{"schema": "conclus')],
    ['another result', (folder: string) => writeFile(join(folder, 'result.json'), '{"schema":"x/1"}')],
    [
      'a link to a result',
      async (folder: string) => {
        await writeFile(join(folder, 'other.json'), renderResultJson(samples.better));
        await symlink('other.json', join(folder, 'result.json'));
      },
    ],
    ['a folder as result', (folder: string) => mkdir(join(folder, 'result.json'))],
    [
      'half a holder',
      async (folder: string) => writeFile(join(await trainIn(folder), 'holder.json'), '{"host":'),
    ],
    [
      'a holder with a terminal sequence',
      async (folder: string) =>
        writeFile(join(await trainIn(folder), 'holder.json'), JSON.stringify({ host: '\u001b[2J' })),
    ],
  ])('%s', async (_, make) => {
    const output = await temporaryFolder();
    await make(output);
    await expect(findStatus(output, PROOF_MS)).rejects.toThrow(/run "conclusive run" again|remove/);
  });
});

test('a log that is a link is not named, and counts that are not ours are left out', async () => {
  const output = await temporaryFolder();
  const held = await trainIn(output);
  await symlink('/etc/passwd', join(output, 'run.log'));
  await writeFile(join(held, 'done.json'), '{"trained": -1}');
  expect(await findStatus(output)).toMatchObject({ log: null, processes: [{ done: null }] });
});

describe('a start in the background', () => {
  const MINUTE = 60_000;
  const deadProcess = () => spawnSync(process.execPath, ['-e', '0']).pid;
  const FAILED = 'error: the disk \u001b[31mis full';
  const LATER = [
    ['that failed', deadProcess, [FAILED, endLine(2)], 'stopped', 3, 'the disk is full'],
    ['that was killed', deadProcess, ['half a line'], 'stopped', 3, 'half a line'],
    ['that failed in an older process', () => process.pid, [FAILED, endLine(2)], 'stopped', 3, 'is full'],
    ['that prepares', () => process.pid, [], 'running', 4, null],
    ['of the baseline alone', deadProcess, ['The page is aa.html', endLine(0)], 'ended', 0, 'The page is aa'],
  ] as const;
  const cases = LATER.flatMap((one) =>
    [MINUTE, -MINUTE, null].map((before) => [one[0], before, one] as const),
  );

  test.each(cases)('%s, %s ms after a verdict', async (_, before, [, pid, printed, ...expected]) => {
    const output = await temporaryFolder();
    const at = Date.now();
    const own = startLine(new Date(at), ['run', '--detach']) + processLine(pid());
    // An older start failed otherwise, without an end of its last line.
    const older = startLine(new Date(at - 9 * MINUTE), ['run']) + processLine(process.pid);
    await writeFile(
      join(output, 'run.log'),
      `${older}error: x\n\n${own}${printed.map((line) => `${line.trimEnd()}\n`).join('')}`,
    );
    if (before !== null) {
      await writeFile(join(output, 'result.json'), renderResultJson(samples.better));
      await utimes(join(output, 'result.json'), (at - before) / 1000, (at - before) / 1000);
    }
    const status = await findStatus(output);
    const shown = renderStatus(status);
    const [state, exitCode, line] = expected;
    // A verdict since then is that of this start, or of a later one.
    const isSince = before === -MINUTE && state !== 'running';
    expect(status).toMatchObject(isSince ? { state: 'ended', exitCode: 0 } : { state, exitCode });
    if (isSince) expect(shown).toMatch(/^Ended 2/);
    else expect(shown).not.toMatch(/^Ended 2/);
    if (!isSince && line !== null) expect(shown).toContain(line);
    expect(shown).not.toContain('\u001b');
  });
});
