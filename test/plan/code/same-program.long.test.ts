/** What `code` leaves out: a change that it hides makes the baseline and the variant one program. */
import { describe, expect, test } from 'vitest';
import { runExperiment } from '../../../src/experiment.ts';
import { Repository } from '../../support/repository.ts';

const program = (score: string) =>
  `import { writeFileSync } from 'node:fs';
   writeFileSync(process.argv[3] + '/metrics.json', JSON.stringify({ accuracy: ${score} }));`;

const configOf = (variants: string, more = '') => `
trainer: { command: '"${process.execPath.replaceAll('\\', '/')}" train.mjs {seed} {run_dir}' }
models: { baseline: { ref: base }, variants: [${variants}] }
metrics: [{ name: accuracy }]
seeds: 2
checks: { reproducible: false }
${more}`;

async function changed(code: string, variant = '{ name: head, ref: head }') {
  const repository = await Repository.create();
  const config = configOf(variant, code);
  const score = '0.5 + 0.1 * Math.sin(process.argv[2])';
  const base = await repository.commit({
    'train.mjs': program(score),
    'helper.mjs': '// nothing\n',
    'conclusive.yml': config,
  });
  await repository.commit({ 'train.mjs': program(`${score} + 0.1`) });
  return () =>
    runExperiment({ repository: repository.path, config: 'conclusive.yml', base, baseIsExact: true });
}

describe('code', () => {
  test('that no model has is refused before anything is trained', async () => {
    const run = await changed('code: [trian.mjs]');
    await expect(run()).rejects.toThrow(
      'code: no model has "trian.mjs"; correct the name, or commit the file if git ignores it',
    );
  });

  test('that leaves the changed file out is told, with the name of that file', async () => {
    const run = await changed('code: [helper.mjs]');
    const { result } = await run();
    expect(result.provenance.notices).toContainEqual(
      'according to `code`, head and the baseline are the same program with the same parameters, so nothing was compared, although their refs differ in train.mjs; if it affects a run, add it to `code`',
    );
  });

  test('that holds the change is no matter of a notice', async () => {
    const run = await changed('code: [train.mjs]');
    const { result } = await run();
    expect(result.provenance.notices.filter((notice) => notice.includes('same program'))).toEqual([]);
  });

  test('a variant without ref or params of its own is told to be the baseline beside one that differs', async () => {
    const run = await changed('', '{ name: copy, ref: base }, { name: head, ref: head }');
    const { result } = await run();
    expect(result.provenance.notices).toContainEqual(
      'copy and the baseline are the same program with the same parameters, so nothing was compared; give the variant its own ref or params',
    );
  });
});

describe('models without any difference', () => {
  test.each([
    [
      'a copy of the baseline',
      '',
      '{ name: copy, ref: base }',
      /^copy and the baseline are the same program/,
    ],
    [
      'copies',
      'params: { depth: 2 }',
      '{ name: a, ref: base }, { name: b, ref: base, params: { depth: 2 } }',
      /^all 2 variants and the baseline are/,
    ],
  ])('are refused before anything is trained: %s', async (_, more, variants, message) => {
    const run = await changed(more, variants);
    await expect(run()).rejects.toThrow(message);
    await expect(run()).rejects.toThrow(/nothing to compare; make a change, .* use: conclusive run --aa$/);
  });

  test('are those of a branch without a change, and no such branch where a parameter differs', async () => {
    const repository = await Repository.create();
    const config = (params: string) => configOf(`{ name: head, ref: head${params} }`);
    const score = '0.5 + 0.1 * Math.sin(process.argv[2]) + 0.01 * process.env.CONCLUSIVE_PARAMS.length';
    const files = { 'train.mjs': program(score), 'conclusive.yml': config('') };
    const base = await repository.commit(files);
    const run = (judgesOwnFiles = false) => {
      const refs = { base, head: 'HEAD', judgesOwnFiles };
      return runExperiment({ repository: repository.path, config: 'conclusive.yml', ...refs });
    };
    await expect(run()).rejects.toThrow(
      /^head and the baseline are the same program with the same parameters \(commit /,
    );
    await repository.commit({
      'conclusive.yml': `${config('')}alpha: 0.01\n`,
      '.gitignore': '.conclusive/\n',
      '.github/workflows/conclusive.yml': 'name: Conclusive\n',
    });
    await expect(run()).rejects.toThrow(
      /\(commit \w+\), only \.github\/workflows\/conclusive\.yml, \.gitignore, conclusive\.yml differ, /,
    );
    await expect(run(true)).resolves.toMatchObject({ result: { verdict: 'inconclusive' } });
    await repository.commit({ 'conclusive.yml': config(', params: { depth: 2 }') });
    await expect(run()).resolves.toMatchObject({ result: { verdict: 'inconclusive' } });
  });
});
