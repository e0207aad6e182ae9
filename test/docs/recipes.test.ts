/** The workflows of docs/recipes are copied as they stand: they have to parse, and to grant no more than they say. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const RECIPES = fileURLToPath(new URL('../../docs/recipes', import.meta.url));

const workflows = readdirSync(RECIPES).flatMap((file) => {
  const blocks = readFileSync(join(RECIPES, file), 'utf8').matchAll(
    /^```yaml\n(name: [^\n]*\n[\s\S]*?)^```$/gm,
  );
  return [...blocks].map(([, text = '']) => ({ title: `${file}: ${text.split('\n', 1)[0]}`, text }));
});

test('every block of YAML is YAML', () => {
  const blocks = readdirSync(RECIPES).flatMap((file) => [
    ...readFileSync(join(RECIPES, file), 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm),
  ]);
  expect(blocks.length).toBeGreaterThan(workflows.length);
  for (const [, text = ''] of blocks) expect(parse(text)).toBeInstanceOf(Object);
});

function findActionlint(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, 'actionlint')).find(existsSync) ?? null;
}
const actionlint = findActionlint();
const ON_NEW_COMMIT = /^(?:undefined|\$\{\{ github\.event\.action == 'synchronize' \}\})$/;

describe.each(workflows)('$title', ({ text }) => {
  test('begins with no permission at all, and each job is granted its own', () => {
    const workflow = parse(text);
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values<{ permissions: object }>(workflow.jobs))
      expect(Object.keys(job.permissions)).not.toEqual([]);
  });

  test('uses every action by the full name of a commit', () => {
    const uses = [...text.matchAll(/uses: (\S+)(.*)/g)];
    expect(uses).not.toEqual([]);
    for (const [, action, comment] of uses)
      if (!action?.startsWith('OWNER/')) expect(`${action}${comment}`).toMatch(/@[0-9a-f]{40} # v\d/);
  });

  test('lets nothing but a new commit end a run that is under way', () => {
    const { on, concurrency } = parse(text);
    const isProposal = on.pull_request?.types !== undefined;
    const cancels = String(concurrency?.['cancel-in-progress']);
    expect(cancels).toMatch(isProposal ? ON_NEW_COMMIT : /^(?:undefined|true)$/);
  });

  test.skipIf(actionlint === null)('has nothing that actionlint finds fault with', () => {
    execFileSync(actionlint ?? '', ['-no-color', '-'], { input: text, encoding: 'utf8' });
  });
});

test('there are recipes', () => {
  expect(workflows.length).toBeGreaterThanOrEqual(5);
});
