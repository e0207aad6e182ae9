/** Real runs of a small program: what the doctor says of one that is well, and of each thing that may be wrong with one. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { examine } from '../../../src/experiment/doctor/examine.ts';
import { renderExamination } from '../../../src/report/examination.ts';
import { Repository } from '../../support/repository.ts';

const NODE = process.execPath.replaceAll('\\', '/');
const program = (score: string, more = '') => `import { writeFileSync } from 'node:fs';
const seed = Number(process.argv[2]), run = process.argv[3];
writeFileSync(run + '/metrics.json', JSON.stringify({ accuracy: ${score} }));
${more}`;
const SCORE = '0.8 + Math.sin(seed) / 100';

async function examineProgram(text: string, command = 'train.mjs {seed} {run_dir}') {
  const repository = await Repository.create();
  await repository.commit({ 'train.mjs': program('0.5 + seed / 100'), '.gitignore': '.conclusive/\n' });
  await repository.commit({
    'train.mjs': text,
    'conclusive.yml': `trainer: { command: '"${NODE}" ${command}' }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, margin: 0.01 }]
`,
  });
  const steps: string[] = [];
  const findings = await examine({
    repository: repository.path,
    config: 'conclusive.yml',
    base: 'HEAD~1',
    baseIsExact: true,
    onStep: (step) => steps.push(step),
  });
  const of = (topic: string) => findings.findLast((finding) => finding.topic === topic);
  return { repository, steps, findings, of };
}

test('a program that is well: what it reports, what more would unlock, and what an experiment costs', async () => {
  const { steps, findings, of, repository } = await examineProgram(program(SCORE));
  expect(steps).toEqual([
    'training baseline, seed 1 (1 of 6)',
    'training head, seed 1 (2 of 6)',
    'training baseline, seed 1 again (3 of 6)',
    'training baseline, seed 2 (4 of 6)',
    'training head, seed 1 again (5 of 6)',
    'training head, seed 2 (6 of 6)',
  ]);
  expect(findings.filter(({ status }) => status === 'fault')).toEqual([]);
  expect(of('config of the base')?.message).toBe(
    "HEAD~1 has no conclusive.yml yet: until it is merged, CI uses the pull request's own",
  );
  expect(of('seed')).toMatchObject({
    status: 'ok',
    message: 'different seeds give different runs of baseline and head',
  });
  expect(of('change')).toBeUndefined();
  expect(of('repeatability')).toMatchObject({ status: 'ok' });
  expect(of('metric')?.message).toBe(
    'accuracy: 0.51 (baseline), 0.8084 (head), test split, from metrics.json accuracy',
  );
  expect(of('curves')?.message).toMatch(/^none; .*write both losses by epoch/);
  expect(of('predictions')?.message).toMatch(/^none by example/);
  expect(of('cost')?.message).toMatch(/ per run; 12 to 50 runs, .*, \d+ at a time$/);
  expect(of('workflow')?.message).toMatch(/"conclusive init" writes one$/);
  expect(renderExamination(findings, 'conclusive run')).toMatch(
    /\n\nNothing prevents a verdict\. Next: conclusive run\n$/,
  );
  // Nothing that an experiment could take for its own.
  expect(await readdir(join(repository.path, '.conclusive/tmp'))).toEqual([]);
});

test.each([
  [
    'a seed that does not reach',
    program('0.8', "writeFileSync(run + '/log.csv', 'epoch,loss,val_loss\\n1,0.51,0.61\\n2,0.41,0.51\\n')"),
    'seed',
    'fault',
  ],
  ['no change', program('0.5 + seed / 100'), 'comparison', 'note'],
  ['a change without effect', program('0.5 + seed / 100', '// another comment'), 'change', 'note'],
  ['other numbers for the same seed', program('Math.random()'), 'repeatability', 'note'],
  ['the same value of two seeds by chance', program('seed < 3 ? 0.8 : 0.9'), 'seed', 'ok'],
  ['the same value of all seeds', program('0.8'), 'seed', 'fault'],
  ['a crash', 'throw new TypeError("x is no number")', 'runs', 'fault'],
  ['a metric of another name', program(SCORE).replace('accuracy', 'quality'), 'runs', 'fault'],
])('%s', async (_, text, topic, status) => {
  const { findings, of } = await examineProgram(text);
  expect(of(topic)).toMatchObject({ status });
  // It has trained.
  for (const { message } of findings) expect(message).not.toMatch(/nothing was (?:trained|compared)/);
});
