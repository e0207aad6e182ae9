import { expect, test } from 'vitest';
import { findWorkflows } from '../../../src/experiment/doctor/workflow-permissions.ts';
import { REPOSITORY } from '../../../src/version.ts';
import { Repository } from '../../support/repository.ts';

const job = (permissions: string, uses = `someone/${REPOSITORY.split('/')[1]}@0123456`) => `
on: pull_request
permissions: {}
jobs:
  other: { steps: [{ uses: actions/checkout@v4 }] }
  verdict:
    ${permissions}
    steps: [{ run: echo }, { uses: ${uses} }]`;

test.each([
  ['permissions: { contents: read, pull-requests: write, checks: write }', []],
  ['permissions: write-all', []],
  [
    'permissions: read-all',
    ['pull-requests: write (the comment)', 'checks: write (the check on the commit)'],
  ],
  [
    'permissions: { contents: write, checks: read }',
    ['pull-requests: write (the comment)', 'checks: write (the check on the commit)'],
  ],
  // Of the workflow.
  [
    'name: x',
    [
      'contents: read (the checkout)',
      'pull-requests: write (the comment)',
      'checks: write (the check on the commit)',
    ],
  ],
])('%s', async (permissions, missing) => {
  const repository = await Repository.create();
  await repository.write({
    '.github/workflows/ml.yml': job(permissions),
    '.github/workflows/broken.yml': 'jobs: [',
    '.github/workflows/own.yaml': job('name: x', 'conclusive/elsewhere@v1'),
  });
  expect(await findWorkflows(repository.path)).toEqual([
    { file: '.github/workflows/ml.yml', missing, placeholder: null },
  ]);
});

test('a repository without workflows has none', async () => {
  expect(await findWorkflows((await Repository.create()).path)).toEqual([]);
});

test('an action of the placeholder OWNER is named, because GitHub cannot find it', async () => {
  const repository = await Repository.create();
  const uses = `OWNER/${REPOSITORY.split('/')[1]}@v1`;
  await repository.write({ '.github/workflows/ml.yml': job('permissions: write-all', uses) });
  expect(await findWorkflows(repository.path)).toMatchObject([{ missing: [], placeholder: uses }]);
});

test('a job that calls the workflow of the action is known, too', async () => {
  const repository = await Repository.create();
  const uses = `OWNER/${REPOSITORY.split('/')[1]}/.github/workflows/conclusive-waves.yml@v1`;
  await repository.write({
    '.github/workflows/ml.yml': `jobs: { compare: { uses: ${uses}, permissions: read-all } }`,
  });
  const [found] = await findWorkflows(repository.path);
  expect(found).toMatchObject({ placeholder: uses });
  expect(found?.missing).toHaveLength(2);
});
