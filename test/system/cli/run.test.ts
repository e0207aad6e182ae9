/** An experiment from its config to its report, and exit codes. What is refused, and why: `refused.long.test.ts`. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readResult } from '../../support/result-schema.ts';
import { CLASSIFIER } from '../../support/worker.ts';
import { conclusive, folderWith } from '../support/command.ts';
import { command } from './programs.ts';

const TRAINED = `trainer: { module: model.ts }
params: { epochs: 4 }
metrics: [{ name: accuracy, margin: 0.05 }]
models: { baseline: {}, variants: [{ name: b, params: { learning_rate: 0.1 } }] }
seeds: 2
`;

/** `run.long.test.ts` trains on real digits. */
describe('a TensorFlow.js experiment', () => {
  let directory: string;
  let first: Awaited<ReturnType<typeof conclusive>>;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'conclusive-'));
    await writeFile(join(directory, 'model.ts'), CLASSIFIER);
    await writeFile(join(directory, 'conclusive.yml'), TRAINED);
    first = await conclusive(directory, 'run');
    return () => rm(directory, { recursive: true });
  });

  test('prints the report and leaves report, page, result and records', async () => {
    // Two seeds are quick, and the program says what they are worth.
    expect(first.stderr.match(/^warning: .*$/gm)).toEqual([
      expect.stringContaining('2 seed pairs are too few for a verdict at 0.05'),
    ]);
    expect(first.stdout).toMatch(/^### \S+ \w+/);
    expect(first.stdout).toContain('xychart-beta');
    const folder = await readdir(join(directory, '.conclusive'));
    expect(folder.sort()).toEqual([
      '.gitignore',
      'repeats',
      'report.html',
      'report.md',
      'result.json',
      'runs',
      'tmp',
    ]);
    const result = readResult(await readFile(join(directory, '.conclusive/result.json'), 'utf8'));
    expect(result).toMatchObject({ runs: { trained: 4, reused: 0 } });
    for (const { values } of result.models) {
      for (const { value } of values.accuracy ?? []) expect(value).toBeGreaterThan(0.5);
    }
    expect(first.code).toBe(result.gate.passed ? 0 : 1);
  });

  test('says which backend trained, and why', () => {
    expect(first.stderr).toMatch(/backend wasm: tfjs-node is not installed|ms a step/);
  });

  test('a second run trains nothing, says so, and comes to the same result', async () => {
    const before = readResult(await readFile(join(directory, '.conclusive/result.json'), 'utf8'));
    const { stderr, stdout } = await conclusive(directory, 'run', '--json');
    expect(stderr).toContain('4 of 4 runs are on record and reused; nothing is left to train');
    const after = readResult(stdout);
    expect(after).toMatchObject({ runs: { trained: 0, reused: 4 } });
    expect(after.comparisons).toEqual(before.comparisons);
  });

  test('with --quiet says what it warns of, the report, and no progress', async () => {
    const { stderr, stdout, code } = await conclusive(directory, 'run', '--quiet');
    expect(stderr.split('\n').filter((line) => line !== '' && !line.startsWith('warning: '))).toEqual([]);
    expect(stdout.split('\n')[0]).toBe(first.stdout.split('\n')[0]);
    expect(code).toBe(first.code);
  });
});

describe('exit codes', () => {
  test('3 when a model never finished, with what it said', async () => {
    const directory = await folderWith({
      'conclusive.yml': command(),
      'train.mjs': `throw new Error('no such column: label')`,
    });
    const { code, stdout } = await conclusive(directory, 'run');
    expect(code).toBe(3);
    expect(stdout).toContain("⛔ Can't compare");
    expect(stdout).toContain('no such column: label');
  });

  test('2 for a call that is wrong', async () => {
    const directory = await folderWith({});
    expect(await conclusive(directory, 'runn')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean run?'),
    });
    expect(await conclusive(directory, 'run', '--parallel', 'many')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('must be a whole number'),
    });
    expect((await conclusive(directory, '--help')).code).toBe(0);
  });
});
