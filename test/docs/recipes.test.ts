/** The workflows of README and docs are copied as they stand: they have to parse, and to grant no more than they say. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ACTION } from '../../src/version.ts';
import { findTool } from '../support/find-tool.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
const pages = ['README.md', ...docs.filter((file) => file.endsWith('.md')).map((file) => join('docs', file))];
const blocks = pages.flatMap((file) =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(
    ([, text = '']) => ({
      file,
      text,
    }),
  ),
);
const examples = readdirSync(join(ROOT, 'examples/workflows')).map((name) => {
  const file = join('examples/workflows', name);
  return { file, text: readFileSync(join(ROOT, file), 'utf8') };
});
const workflows = [...blocks, ...examples]
  .filter(({ text }) => /^jobs:$/m.test(text))
  .map(({ file, text }) => ({ title: `${file}: ${text.split('\n', 1)[0]}`, text }));

test('every block of YAML is YAML', () => {
  expect(blocks.length).toBeGreaterThan(workflows.length);
  // A block may be a comment that editors read.
  for (const { text } of blocks) expect(parse(text) ?? {}).toBeInstanceOf(Object);
});

const actionlint = findTool('actionlint');
const zizmor = findTool('zizmor');
const checkJsonSchema = findTool('check-jsonschema');
const ownWorkflows = readdirSync(join(ROOT, '.github/workflows')).map((file) =>
  join(ROOT, '.github/workflows', file),
);
const ON_NEW_COMMIT = /^(?:undefined|\$\{\{ github\.event\.action == 'synchronize' \}\})$/;

describe.each(workflows)('$title', ({ text }) => {
  const { name, on, permissions, concurrency, jobs } = parse(text);
  const all = Object.values<{ readonly name?: string; readonly permissions: object }>(jobs);

  test('begins with no permission at all, and each job is granted its own', () => {
    expect(permissions).toEqual({});
    for (const job of all) expect(Object.keys(job.permissions)).not.toEqual([]);
  });

  test('uses every action by the full name of a commit', () => {
    const uses = [...text.matchAll(/uses: (\S+)(.*)/g)];
    expect(uses).not.toEqual([]);
    for (const [, action, comment] of uses)
      if (action?.replace('/.github/workflows/conclusive-waves.yml', '') !== ACTION)
        expect(`${action}${comment}`).toMatch(/@[0-9a-f]{40} # v\d/);
  });

  test('has a name, and so have its jobs, of which no check would be taken for the verdict', () => {
    for (const named of [{ name }, ...all]) expect(named.name).toMatch(/^[A-Z]/);
    for (const job of all) expect(job.name).not.toMatch(/^conclusive/i);
  });

  test('lets nothing but a new commit end a run, and no comment of a stranger push out one that waits', () => {
    expect(concurrency.group).toMatch(/^conclusive-/);
    const isProposal = on.pull_request?.types !== undefined;
    const cancels = String(concurrency['cancel-in-progress']);
    expect(cancels).toMatch(isProposal ? ON_NEW_COMMIT : /^(?:undefined|true)$/);
    if (on.issue_comment === undefined) return;
    expect(concurrency.group).toContain('github.event.comment.author_association');
    expect(concurrency['cancel-in-progress'] ?? false).toBe(false);
  });

  test.skipIf(actionlint === null)('has nothing that actionlint finds fault with (needs actionlint)', () => {
    execFileSync(actionlint ?? '', ['-no-color', '-'], { input: text, encoding: 'utf8' });
  });
});

test('on pull requests they run again for another base or claim, and for the label of an acceptance', () => {
  const onPullRequest = workflows.filter(({ text }) => /^(?:on: | {2})pull_request\b/m.test(text));
  expect(onPullRequest.map(({ title }) => title.split(':')[0])).toEqual(
    expect.arrayContaining(['README.md', join('docs', 'how-to', 'pull-request.md')]),
  );
  const types = ['opened', 'synchronize', 'reopened', 'edited', 'labeled', 'unlabeled'];
  for (const { title, text } of onPullRequest)
    expect(parse(text).on, title).toMatchObject({ pull_request: { types } });
});

describe('of all workflows', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'conclusive-workflows-'));
    mkdirSync(join(folder, '.github', 'workflows'), { recursive: true });
    for (const [index, { text }] of workflows.entries()) {
      // As the page says to name it.
      const [name = '', version = ''] = ACTION.split('@');
      const named = text.replaceAll(new RegExp(`(?<=${name}\\S*@)${version}`, 'g'), 'a'.repeat(40));
      writeFileSync(join(folder, '.github', 'workflows', `${index}.yml`), named);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const TRIGGERS_EXPLAINED = 2;
  test.skipIf(zizmor === null)(
    'zizmor finds fault with none, but for two triggers that are explained in place (needs zizmor)',
    () => {
      const options = ['--offline', '--no-progress', '--persona', 'pedantic', '--format', 'json'];
      expect(
        JSON.parse(execFileSync(zizmor ?? '', [...options, folder], { encoding: 'utf8', stdio: 'pipe' })),
      ).toEqual([]);
      const ignored = workflows.flatMap(({ text }) => [
        ...text.matchAll(/zizmor: ignore\[([\w-]+)\] (\S.*)/g),
      ]);
      expect(ignored.map(([, audit]) => audit)).toEqual(Array(TRIGGERS_EXPLAINED).fill('dangerous-triggers'));
    },
  );

  test.skipIf(checkJsonSchema === null)(
    'each file for a server is what the schema of its kind allows (needs check-jsonschema)',
    () => {
      const check = (schema: string, ...files: string[]) =>
        execFileSync(checkJsonSchema ?? '', ['--builtin-schema', schema, ...files], { stdio: 'pipe' });
      const files = workflows.map((_, index) => join(folder, '.github', 'workflows', `${index}.yml`));
      check('vendor.github-workflows', ...files, ...ownWorkflows);
      check('vendor.github-actions', join(ROOT, 'action.yml'));
      const forms = readdirSync(join(ROOT, '.github/ISSUE_TEMPLATE'));
      check('vendor.github-issue-forms', ...forms.map((name) => join(ROOT, '.github/ISSUE_TEMPLATE', name)));
      check('vendor.dependabot', join(ROOT, '.github/dependabot.yml'));
      check('vendor.citation-file-format', join(ROOT, 'CITATION.cff'));
      const gitlab = blocks.find(({ text }) => text.startsWith('verdict:'))?.text ?? '';
      writeFileSync(join(folder, 'gitlab-ci.yml'), gitlab);
      check('vendor.gitlab-ci', join(folder, 'gitlab-ci.yml'));
    },
  );
});

test('there are recipes', () => {
  expect(workflows.length).toBeGreaterThanOrEqual(8);
  expect(workflows.map(({ title }) => title)).toContain('README.md: name: Conclusive');
});
