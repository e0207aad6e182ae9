/** examples/tasks, run by the shipped program, keeps the promises of its README. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runExperiment } from '../../../src/experiment.ts';
import { readResult } from '../../support/result-schema.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { conclusive } from '../support/command.ts';

const EXAMPLE = fileURLToPath(new URL('../../../examples/tasks', import.meta.url));

async function copyExample(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(EXAMPLE, folder, { recursive: true, filter: (path) => !path.includes('.conclusive') });
  return folder;
}

test('the example comes to the verdicts that its README promises', async () => {
  const { code, stdout, stderr } = await conclusive(await copyExample(), 'run', '--json');
  expect(code, stderr).toBe(0);
  const { comparisons, tasks, runs, checks } = readResult(stdout);
  const copies = checks.filter(({ id, status }) => id === 'leakage/exact' && status !== 'not-checked');
  expect(copies).not.toEqual([]);
  for (const { message } of copies) expect(message).toMatch(/^On /);
  expect(runs.failures).toEqual([]);
  const primary = comparisons.filter(({ role }) => role === 'primary');
  expect(primary.map(({ variant, verdict }) => [variant, verdict])).toEqual([
    ['wider', 'improvement'],
    ['squares', 'improvement'],
  ]);
  expect(tasks).toMatchObject({ question: 'these-tasks', areWhole: true, leftOut: [] });
  expect(tasks?.names).toHaveLength(8);
  const worse = (tasks?.results ?? []).flatMap((one) =>
    one.comparisons.flatMap(({ variant, role, verdict }) =>
      role === 'primary' && verdict === 'regression' ? [[variant, one.task]] : [],
    ),
  );
  expect(worse).toEqual([['squares', 'digits']]);
});

test.each(['penguins', 'wine'])(
  'test examples of %s in its training set end it after the first look',
  async (leaking) => {
    const repository = await copyExample();
    const config = join(repository, 'conclusive.yml');
    await writeFile(
      config,
      `trainer: { module: model.ts }
tasks: [iris, penguins, wine]
params: { units: 16, squares: false, learning_rate: 0.01, epochs: 2 }
models: { variants: [{ name: wider, params: { units: 17 } }] }
metrics: [{ name: accuracy, margin: 0.0001 }]
seeds: { min: 4, max: 12 }
executor: { kind: local, ahead: 0 }
`,
    );
    const file = join(repository, 'model.ts');
    const text = await readFile(file, 'utf8');
    const split = 'row.split === split';
    expect(text).toContain(split);
    await writeFile(
      file,
      text.replace(split, `row.split === (task === '${leaking}' && split === 'test' ? 'train' : split)`),
    );
    const { result } = await runExperiment({ repository, config });
    expect(result.verdict).toBe('invalid');
    expect(result.reason).toContain(leaking);
    expect(result.design.looks.filter(({ taken }) => taken)).toHaveLength(1);
  },
);
