/** A repository whose main line loses a little with every merge, each judged before. */
import type { Check } from '../../../src/checks/check.ts';
import { runExperiment } from '../../../src/experiment.ts';
import { Repository } from '../../support/repository.ts';

export const MARGIN = 0.005;
export const CONFIG = `trainer: { versions: git --version, command: '"${process.execPath.replaceAll('\\', '/')}" train.mjs' }
code: [train.mjs, score.json]
models:
  baseline: { ref: base }
  variants: [{ name: head, ref: head }]
  reference: { ref: last-tag }
metrics: [{ name: score, direction: maximize, margin: ${MARGIN} }]
seeds: 6
checks: { reproducible: false }
limits: { parallel: 2 }
`;
/** Seeds shift both arms alike, and each arm a little on its own, so that a loss of less than the margin is shown equivalent. */
export const TRAIN = `
import { readFileSync, writeFileSync } from 'node:fs';
const { score } = JSON.parse(readFileSync('score.json', 'utf8'));
const seed = Number(process.env.CONCLUSIVE_SEED);
const value = score + seed / 100 + Math.sin(1e4 * score + seed) / 1e4;
writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify({ score: value }));
writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/predictions.jsonl', JSON.stringify({ id: 'a', label: 1, prediction: value }));
`;

/** A branch that changes the score, judged and merged whatever the verdict says; its check against the release. */
export async function change(repository: Repository, score: number, name: string) {
  await repository.git('checkout', '--quiet', '-b', name);
  await repository.commit({ 'score.json': JSON.stringify({ score }) });
  const { result, markdown } = await runExperiment({
    repository: repository.path,
    config: 'conclusive.yml',
    base: 'main',
    head: name,
  });
  await repository.git('checkout', '--quiet', 'main');
  await repository.git('merge', '--quiet', '--no-ff', '--message', `merge ${name}`, name);
  const check = result.checks.find(({ id }) => id === 'reference') as Check;
  return { result, markdown, check };
}

export async function released(): Promise<Repository> {
  const repository = await Repository.create();
  await repository.commit({
    '.gitignore': '.conclusive\n',
    'conclusive.yml': CONFIG,
    'train.mjs': TRAIN,
    'score.json': JSON.stringify({ score: 0.8 }),
  });
  await repository.git('tag', 'v1.4');
  return repository;
}
