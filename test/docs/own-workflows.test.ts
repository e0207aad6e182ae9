/** The repository's own workflows: what they may do, and that each is what the linters let pass. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { findTool } from '../support/find-tool.ts';

const FOLDER = fileURLToPath(new URL('../../.github/workflows', import.meta.url));
const actionlint = findTool('actionlint');
const zizmor = findTool('zizmor');

interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: ReadonlyArray<{ readonly run?: string; readonly uses?: string }>;
}
const jobsOf = (text: string) => Object.entries<Job>(parse(text).jobs);

describe.each(readdirSync(FOLDER))('%s', (file) => {
  const path = join(FOLDER, file);
  const text = readFileSync(path, 'utf8');

  test('grants nothing by default, names every action by its commit, and knows no secret', () => {
    expect(parse(text).permissions).toEqual({});
    const uses = [...text.matchAll(/uses: (.*)/g)].map(([, action]) => action);
    // What begins with a dollar is from the repository of the workflow, at its commit.
    const isPinned = /^(?:[\w-]+\/[\w-]+@[0-9a-f]{40} # v[\d.]+|\$\/\S+)$/;
    expect(uses.filter((action) => !isPinned.test(action ?? ''))).toEqual([]);
    expect(text).not.toContain('secrets.');
  });

  test('puts no expression into a script', () => {
    const scripts = jobsOf(text).flatMap(([, { steps }]) => steps.flatMap(({ run = '' }) => run));
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });

  // It does not know such references: test/docs/waves-workflow.test.ts has it look at their files.
  if (!text.includes('uses: $/'))
    test.skipIf(actionlint === null)(
      'has nothing that actionlint finds fault with (needs actionlint)',
      () => {
        execFileSync(actionlint ?? '', ['-no-color', path], { stdio: 'pipe' });
      },
    );
});

test.skipIf(zizmor === null)('zizmor finds fault with none (needs zizmor)', () => {
  const options = ['--offline', '--no-progress', '--persona', 'pedantic', '--format', 'json', FOLDER];
  expect(JSON.parse(execFileSync(zizmor ?? '', options, { encoding: 'utf8', stdio: 'pipe' }))).toEqual([]);
});

describe('release.yml', () => {
  const jobs = jobsOf(readFileSync(join(FOLDER, 'release.yml'), 'utf8'));
  const byName = new Map(jobs);

  test('each job may write one thing, and what is built and tested may write nothing', () => {
    const written = jobs.map(([name, { permissions }]) => [
      name,
      Object.keys(permissions).filter((one) => permissions[one] === 'write'),
    ]);
    expect(Object.fromEntries(written)).toEqual({
      check: [],
      attest: ['id-token', 'attestations'],
      tag: ['contents'],
      'github-release': ['contents'],
      npm: ['id-token'],
    });
  });

  test('in a dry run no job does anything but the one that checks', () => {
    const runsDry = (name: string): boolean => {
      const { if: condition, needs = [] } = byName.get(name) ?? {};
      return condition === undefined && [needs].flat().every(runsDry);
    };
    expect(jobs.map(([name]) => name).filter(runsDry)).toEqual(['check']);
    expect(byName.get('attest')?.if).toMatch(/^\$\{\{ !inputs\.dry-run \}\}$/);
    const [, check] = jobs[0] ?? [];
    expect(check?.steps.at(-1)?.run).toContain('npm run --silent release -- --dry-run');
  });

  test('what is seen from outside waits for an environment', () => {
    const guards = (name: string): readonly string[] => {
      const { environment, needs = [] } = byName.get(name) ?? {};
      return [...(environment === undefined ? [] : [environment]), ...[needs].flat().flatMap(guards)];
    };
    for (const [name] of jobs.slice(1)) expect(guards(name), name).toContain('release');
    expect(byName.get('npm')?.environment).toBe('npm');
  });
});
