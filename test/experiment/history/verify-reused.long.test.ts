/** Data that git does not know: a baseline from the cache never meets a variant on new data. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runExperiment } from '../../../src/experiment.ts';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const TRAIN = (data: string, score: string) => `
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
const seed = Number(process.env.CONCLUSIVE_SEED);
const { x } = JSON.parse(process.env.CONCLUSIVE_PARAMS);
const data = Number(readFileSync(${JSON.stringify(join(data, 'data.txt'))}, 'utf8'));
appendFileSync(${JSON.stringify(join(data, 'log'))}, x + ':' + seed + '\\n');
appendFileSync(${JSON.stringify(join(data, 'starts'))}, '.');
const starts = readFileSync(${JSON.stringify(join(data, 'starts'))}).length;
const noise = Math.sin(1000 * seed + x);
writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify({ score: ${score} }));
`;
const CONFIG = (variant: number, more = '') => `
trainer: { command: node train.mjs }
models: { baseline: { params: { x: 0 } }, variants: [{ name: head, params: { x: ${variant} } }] }
metrics: [{ name: score, role: primary, direction: maximize }]
seeds: 4
${more}`;

async function experiment(score = '0.8 + data + noise / 100', more = '') {
  const data = await temporaryFolder();
  const repository = await Repository.create();
  await repository.commit({ 'train.mjs': TRAIN(data, score) });
  const setData = (value: number) => writeFile(join(data, 'data.txt'), String(value));
  await setData(0);
  const run = async (variant: number) => {
    await writeFile(join(data, 'log'), '');
    await repository.write({ 'conclusive.yml': CONFIG(variant, more) });
    const { result } = await runExperiment({ repository: repository.path, config: 'conclusive.yml' });
    const trained = (await readFile(join(data, 'log'), 'utf8')).split('\n').filter((line) => line !== '');
    return { result, trained, notices: result.provenance.notices.join('\n') };
  };
  return { run, setData, repository };
}

describe('records of earlier experiments', () => {
  test('are reused where a run that is trained again is what it was', async () => {
    const { run } = await experiment();
    await run(1);
    const { result, trained, notices } = await run(2);
    expect(result.runs).toMatchObject({ reused: 4, trained: 4 });
    expect(trained.filter((line) => line.startsWith('0:'))).toEqual(['0:1']);
    expect(notices).not.toContain('earlier experiment');
  });

  test('are thrown away where the data have changed meanwhile, and the report says so', async () => {
    const { run, setData } = await experiment();
    await run(1);
    await setData(0.1);
    const { result, notices } = await run(2);
    expect(result.runs).toMatchObject({ reused: 0, trained: 8 });
    expect(notices).toMatch(
      /^no earlier record was reused: training baseline, seed 1 again gave a different result \(score 0\.9\d+, before 0\.8\d+\). The machine or data outside git has changed$/m,
    );
    expect(Math.abs(result.comparisons[0]?.difference ?? 1)).toBeLessThan(0.05);
    expect((await run(3)).result.runs).toMatchObject({ reused: 4, trained: 4 });
  });

  test('of a program that does not repeat itself are thrown away only where it is far off', async () => {
    // Every run has a value of its own, and the same values in every test: by chance four close ones would be followed by two far ones.
    const { run, setData } = await experiment('0.8 + data + ((0.618 * starts) % 1) / 100');
    await run(1);
    expect((await run(2)).result.runs).toMatchObject({ reused: 4, trained: 4 });
    await setData(0.5);
    expect((await run(3)).result.runs).toMatchObject({ reused: 0, trained: 8 });
  });

  test('are taken as they are where nothing new meets them, and so is what was repeated', async () => {
    const { run } = await experiment();
    await run(1);
    const { result, trained } = await run(1);
    expect(result.runs).toMatchObject({ reused: 8, trained: 0 });
    expect(trained).toEqual([]);
    expect(result.checks.find(({ id }) => id === 'reproducible')).toMatchObject({ status: 'pass' });
  });

  test('of other files of checks.files are of other runs, whether git knows the files or not', async () => {
    const { run, repository } = await experiment(
      undefined,
      'checks: { files: { train: t.csv, test: u.csv } }',
    );
    await repository.write({ '.gitignore': '*.csv\n', 't.csv': 'a\nb\n', 'u.csv': 'c\nd\n' });
    await run(1);
    expect((await run(1)).result.runs).toMatchObject({ reused: 8 });
    await repository.write({ 't.csv': 'a\nb\nx\n' });
    expect((await run(1)).result.runs).toMatchObject({ reused: 0, trained: 8 });
  });
});
