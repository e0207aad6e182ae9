/** examples/starter, copied into a repository of its own as its README says: to a verdict with two commands, and in CI. */
import { execFileSync } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ACTION, REPOSITORY, SCHEMA_URL } from '../../../src/version.ts';
import { findTool } from '../../support/find-tool.ts';
import { Repository } from '../../support/repository.ts';
import { readResult } from '../../support/result-schema.ts';
import { conclusive } from '../support/command.ts';

const STARTER = fileURLToPath(new URL('../../../examples/starter', import.meta.url));
const WORKFLOW = '.github/workflows/conclusive.yml';
const python = findTool('python3');
const actionlint = findTool('actionlint');
const zizmor = findTool('zizmor');

/** The copy with its first commit, and the change that the README proposes on a branch. */
async function copyStarter(): Promise<Repository> {
  const repository = await Repository.create();
  await cp(STARTER, repository.path, { recursive: true });
  const workflow = await readFile(join(STARTER, WORKFLOW), 'utf8');
  await repository.commit({ [WORKFLOW]: workflow.replace('OWNER', 'acme') });
  await repository.git('switch', '--quiet', '--create', 'wider');
  const program = await readFile(join(repository.path, 'train.py'), 'utf8');
  const wider = program.replace('"--hidden", type=int, default=2', '"--hidden", type=int, default=8');
  expect(wider).not.toBe(program);
  await repository.commit({ 'train.py': wider });
  return repository;
}

test.skipIf(python === null)(
  'doctor finds nothing in the way, and run reaches a verdict (needs Python)',
  async () => {
    const repository = await copyStarter();
    const doctor = await conclusive(repository.path, 'doctor');
    expect(doctor.code, doctor.stdout).toBe(0);
    expect(doctor.stdout).toContain('Nothing prevents a verdict.');
    expect(doctor.stdout).not.toMatch(/^[✗•] /m);
    const run = await conclusive(repository.path, 'run', '--json', '--seeds', '6');
    expect(run.code, run.stderr).toBe(0);
    const { verdict, models, scope, checks } = readResult(run.stdout);
    expect(['improvement', 'equivalent', 'inconclusive']).toContain(verdict);
    expect(scope).toBe('new-examples');
    expect(models.map(({ runs }) => runs.ok)).toEqual([6, 6]);
    const checked = checks.filter(({ status }) => status !== 'not-checked').map(({ id }) => id);
    expect(checked).toEqual(
      expect.arrayContaining(['seed-effect', 'overfitting/gap', 'slices/found', 'test-examples']),
    );
    // What it writes is ignored, and what the starter brings is all that the repository has.
    expect(await repository.git('status', '--porcelain', '--untracked-files=all')).toBe('');
  },
);

test('its first line leads editors to the schema, and its workflow to the action of this version', async () => {
  const [first] = (await readFile(join(STARTER, 'conclusive.yml'), 'utf8')).split('\n');
  expect(first).toBe(`# yaml-language-server: $schema=${SCHEMA_URL}`);
  expect(await readFile(join(STARTER, WORKFLOW), 'utf8')).toContain(`uses: ${ACTION}\n`);
});

test.skipIf(actionlint === null || zizmor === null)(
  'actionlint and zizmor find fault with nothing in its workflow, once the action is named by its commit (needs actionlint and zizmor)',
  async () => {
    const repository = await Repository.create();
    await cp(STARTER, repository.path, { recursive: true });
    const path = join(repository.path, WORKFLOW);
    const workflow = await readFile(path, 'utf8');
    await writeFile(path, workflow.replace(ACTION, `${REPOSITORY}@${'a'.repeat(40)}`));
    execFileSync(actionlint ?? '', ['-no-color', path], { stdio: 'pipe' });
    const options = ['--offline', '--no-progress', '--persona', 'pedantic', '--format', 'json'];
    const found = execFileSync(zizmor ?? '', [...options, repository.path], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(JSON.parse(found)).toEqual([]);
  },
);
