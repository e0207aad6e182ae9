/** What `code` leaves out: a change that it hides makes the baseline and the variant one program. */
import { describe, expect, test } from 'vitest';
import { runExperiment } from '../../../src/experiment.ts';
import { Repository } from '../../support/repository.ts';

const program = (score: string) =>
  `import { writeFileSync } from 'node:fs';
   writeFileSync(process.argv[3] + '/metrics.json', JSON.stringify({ accuracy: ${score} }));`;

async function changed(code: string, variant = '{ name: head, ref: head }') {
  const repository = await Repository.create();
  const config = `
trainer: { command: '"${process.execPath.replaceAll('\\', '/')}" train.mjs {seed} {run_dir}' }
models: { baseline: { ref: base }, variants: [${variant}] }
metrics: [{ name: accuracy }]
seeds: 2
checks: { reproducible: false }
${code}`;
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
    await expect(run()).rejects.toThrow('code: no model has "trian.mjs"; it is misspelt, or git ignores it');
  });

  test('that leaves the changed file out is told, with the name of that file', async () => {
    const run = await changed('code: [helper.mjs]');
    const { result } = await run();
    expect(result.provenance.notices).toContainEqual(
      'by `code`, head and the baseline are the same program with the same parameters, so nothing was compared, though their refs differ in train.mjs; if it decides what a run does, add it to `code`',
    );
  });

  test('that holds the change is no matter of a notice', async () => {
    const run = await changed('code: [train.mjs]');
    const { result } = await run();
    expect(result.provenance.notices.filter((notice) => notice.includes('same program'))).toEqual([]);
  });

  test('a variant without ref or params of its own is told to be the baseline', async () => {
    const run = await changed('', '{ name: copy, ref: base }');
    const { result } = await run();
    expect(result.provenance.notices).toContainEqual(
      'copy and the baseline are the same program with the same parameters, so nothing was compared; give it a ref or params of its own',
    );
  });
});
