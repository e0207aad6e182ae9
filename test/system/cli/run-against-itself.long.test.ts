import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SelfComparisonResult } from '../../../src/verdict/self-comparison.ts';
import { conclusive, folderWith } from '../support/command.ts';

/** Accuracy is noisy, loss is not; `cost` is not varied by the seed at all. */
const TRAIN = `
  import { writeFileSync } from 'node:fs';
  const seed = Number(process.argv[2]);
  const noise = Math.sin(seed * 12.9898) * 43758.5453;
  writeFileSync(process.argv[3] + '/metrics.json', JSON.stringify({ accuracy: 0.8 + 0.02 * (noise - Math.floor(noise)), size: 7 }));`;
const CONFIG = `
trainer: { command: '"${process.execPath.replaceAll('\\', '/')}" train.mjs {seed} {run_dir}' }
models: { variants: [{ name: head, params: { units: 2 } }] }
metrics: [{ name: accuracy }, { name: size, direction: minimize }]
seeds: 6
`;

describe('the baseline against itself', () => {
  test('shows the false-alarm rate and the noise of each metric, and its runs serve the next experiment', async () => {
    const directory = await folderWith({ 'train.mjs': TRAIN, 'conclusive.yml': CONFIG });
    const first = await conclusive(directory, 'run', '--aa');
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(
      /^### ✅ A\/A: the false-alarm rate of the baseline against itself, [\d.]+\s% \[[\d.]+\s%,\s[\d.]+\s%\], agrees with the accepted 5\s%/,
    );
    expect(first.stdout).toContain('12 runs of the baseline under as many seeds');
    expect(first.stdout).toMatch(/^\| Accuracy \| .*\spoints \| ±.*\spoints \|$/m);
    expect(first.stdout).toMatch(/^\| `size` \| no spread \|/m);
    expect(first.stderr).toContain('aa-report.html');

    const output = join(directory, '.conclusive');
    const text = await readFile(join(output, 'aa-result.json'), 'utf8');
    const result = JSON.parse(text) as SelfComparisonResult;
    expect(result).toMatchObject({ schema: 'conclusive.aa/1', consistent: true, runs: 12, failedRuns: 0 });
    expect(result.metrics.map(({ noise }) => noise === null)).toEqual([false, true]);
    expect(result.comparisons.find(({ metric }) => metric === 'accuracy')?.verdict).toBe('inconclusive');
    expect(await readFile(join(output, 'aa-report.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]*A\/A/);

    const again = await conclusive(directory, 'run', '--aa', '--json');
    expect(again.stdout).toBe(text);
    expect(again.stderr).toContain('12 of 12 runs are on record and reused');
    const experiment = await conclusive(directory, 'run');
    expect(experiment.stderr).toContain('6 of 12 runs are on record and reused; 6 to train');
  });

  test('says why it cannot be when the runs fail', async () => {
    const directory = await folderWith({ 'train.mjs': 'process.exit(1)', 'conclusive.yml': CONFIG });
    const { code, stderr } = await conclusive(directory, 'run', '--aa');
    expect(code).toBe(2);
    expect(stderr).toContain('--aa needs 12 finished runs of the baseline, but only 0 of 12 finished');
  });
});
