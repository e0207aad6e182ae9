import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLI, conclusive, folderWith } from '../support/command.ts';
import { onTerminal } from '../support/terminal.ts';

/** Ends for `clear` at the first look; trains the other to the last. */
const TRAIN = `
import { writeFileSync } from 'node:fs';
const seed = Number(process.env.CONCLUSIVE_SEED);
const { gain = 0 } = JSON.parse(process.env.CONCLUSIVE_PARAMS);
const accuracy = 0.7 + 0.02 * Math.sin(seed * 7) + gain + 0.003 * Math.sin(seed * 5 + 1e4 * gain);
writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify({ accuracy }));
`;
const CONFIG = `
trainer: { command: node train.mjs }
params: { gain: 0.01 }
models:
  variants: [{ name: clear, params: { gain: 0.1 } }, { name: open, params: { gain: 0.0101 } }]
metrics: [{ name: accuracy, role: primary, margin: 0.002 }]
seeds: { min: 6, max: 11 }
checks: { reproducible: false, sensitivity: { gain: [0.5, 2] } }
gate: { fail-on: [invalid] }
`;
const FILES = { 'conclusive.yml': CONFIG, 'train.mjs': TRAIN };

/** What a bar has shown: cursor movements end each of its states. */
function barsOf(text: string): ReadonlyArray<{ readonly done: number; readonly of: number }> {
  return [...text.matchAll(/(\d+)\/(\d+) runs/g)].map(([, done, of]) => ({
    done: Number(done),
    of: Number(of),
  }));
}

describe('on a terminal', () => {
  let directory: string;
  let first: Awaited<ReturnType<typeof onTerminal>>;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'conclusive-terminal-'));
    for (const [file, text] of Object.entries(FILES)) await writeFile(join(directory, file), text);
    first = await onTerminal(directory, 80, ['run', '-p', '1']);
  }, 120_000);
  afterAll(() => rm(directory, { recursive: true, force: true }));

  test('a run says what it will take, and its one bar never goes back', () => {
    expect(first.code, first.text).toBe(0);
    // A line wraps at a word.
    const text = first.text.replaceAll(/\s+/g, ' ');
    expect(text).toMatch(/18 to \d+ runs \(6 to 11 seeds each\)/);
    expect(text).toMatch(
      /look 1 of \d, at 6 pairs: training continues with .* to \d+ pairs; \d+ to \d+ runs, (?:about|up to) .* left/,
    );
    // The picture says what the numbers say, whenever it is drawn again.
    for (const [, picture = '', done, of] of first.text.matchAll(/([█░]{20}) (\d+)\/(\d+) runs/g))
      expect(picture.replaceAll('░', '').length).toBe(Math.round((20 * Number(done)) / Number(of)));
    const bars = barsOf(first.text);
    const shares = bars.map(({ done, of }) => done / of);
    expect(bars.length).toBeGreaterThan(3);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
  });

  test('no look tells a result before the design has decided', () => {
    const [before = ''] = first.text.split('✅');
    expect(before).not.toMatch(/p = |\bimprov|\bregress|equivalent|better|worse|[+−]0\.\d/);
  });

  test.each([60, 80, 120])('the report takes at most 24 lines of %i columns, in colour', async (columns) => {
    const { code, text } = await onTerminal(directory, columns, ['run']);
    expect(code).toBe(0);
    expect(text).toContain('\u001b[32m');
    const lines = stripVTControlCharacters(text).trimEnd().split('\n');
    const start = lines.findIndex((line) => line.includes('✅'));
    expect(start, text).toBeGreaterThan(-1);
    expect(lines.length - start).toBeLessThanOrEqual(24);
    for (const line of lines.slice(start, -1)) expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
    expect(lines.at(-1)).toContain(join('.conclusive', 'report.html'));
  });

  test.each([
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['a terminal without colours', { TERM: 'dumb' }],
  ])('%s gets none', async (_, environment) => {
    const { text } = await onTerminal(directory, 80, ['run', '--quiet'], environment);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a colour is a control sequence
    expect(text).not.toMatch(/\u001b\[\d*m/);
    expect(text).toContain('✅');
  });

  test('a dumb terminal gets no control sequence at all, and a line a run', async () => {
    const fresh = await folderWith(FILES);
    const { code, text } = await onTerminal(fresh, 80, ['run'], { TERM: 'dumb' });
    expect(code, text).toBe(0);
    expect(text).not.toContain('\u001b');
    expect(text).toMatch(/^\[ *1\/\d+\] /m);
  });

  test('--markdown prints the whole', async () => {
    const whole = await onTerminal(directory, 80, ['run', '--markdown', '--quiet']);
    expect(whole.text).toContain('<details>');
  });
});

describe('in a pipe', () => {
  test('the report is Markdown without colour, and --quiet says nothing else', async () => {
    const directory = await folderWith(FILES);
    const { code, stdout, stderr } = await conclusive(directory, 'run', '--quiet');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^### ✅/);
    expect(stdout).not.toContain('\u001b');
  });

  /** Standard error of a shell that starts the program in a folder. */
  const shell = (cwd: string, script: string) =>
    new Promise<string>((settle) => {
      const command = script.replace('RUN', `"${process.execPath}" "${CLI}" run`);
      execFile('bash', ['-c', command], { cwd }, (_, __, text) => settle(text));
    });

  test('a reader that has read enough is no error', async () => {
    const directory = await folderWith(FILES);
    await conclusive(directory, 'run', '--quiet');
    const stderr = await shell(directory, '{ RUN; echo "code $?" >&2; } | head -c 1 > /dev/null');
    expect(stderr).toContain('code 0');
    expect(stderr).not.toMatch(/EPIPE|at .*:\d+:\d+/);
  });

  test.skipIf(process.platform !== 'linux')('a disk that is full is told in one line', async () => {
    const stderr = await shell(await folderWith(FILES), 'RUN --quiet > /dev/full; echo "code $?" >&2');
    expect(stderr).toMatch(/^error: cannot print the result: .*no space left.*\ncode 2\n$/);
  });
});
