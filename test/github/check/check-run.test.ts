import { describe, expect } from 'vitest';
import { type Annotation, checkName, publishCheck } from '../../../src/github/check/check-run.ts';
import type { LoopbackGitHub } from '../../support/loopback-github/index.ts';
import { test as base } from '../../support/loopback-github/test.ts';

const CHECKS = /\/check-runs$/;
const HEAD = 'b'.repeat(40);
const annotation: Annotation = {
  path: 'conclusive.yml',
  start_line: 3,
  end_line: 3,
  annotation_level: 'failure',
  title: 'accuracy of head',
  message: 'regression',
};

const test = base.extend<{ publish: (changes?: Changes) => Promise<string | null> }>({
  publish: ({ github, client }, use) => {
    github.push(HEAD);
    return use(({ annotations = [annotation], commit = HEAD } = {}) =>
      publishCheck(
        client,
        { repository: { owner: 'acme', repo: 'models' }, commit, name: 'conclusive', runUrl: null },
        { conclusion: 'failure', title: '❌ Regression', summary: 'accuracy falls', annotations },
      ),
    );
  },
});
interface Changes {
  readonly annotations?: readonly Annotation[];
  readonly commit?: string;
}
const refuse = (github: LoopbackGitHub, times: number) =>
  github.fail({
    method: 'POST',
    path: CHECKS,
    times,
    effect: { status: 422, body: { message: 'Invalid request.\n\nFor annotations/0: no.' } },
  });
const tries = (github: LoopbackGitHub) => github.calls.filter(({ path }) => CHECKS.test(path)).length;

describe('a check that GitHub cannot process', () => {
  test('is made once more without its annotations, and the reader is told so', async ({
    github,
    publish,
  }) => {
    refuse(github, 1);
    expect(await publish()).toMatch(/^the check "conclusive" has no annotations: .*GitHub answered 422/s);
    expect(github.checks).toMatchObject([{ conclusion: 'failure', output: { annotations: [] } }]);
    expect(github.statuses).toEqual([]);
  });

  test('becomes a commit status where that is refused, too', async ({ github, publish }) => {
    refuse(github, 9);
    expect(await publish()).toMatch(/GitHub answered 422.*\nA commit status was posted instead\.$/s);
    expect(github.statuses).toMatchObject([{ sha: HEAD, state: 'failure', description: '❌ Regression' }]);
    expect([github.checks, tries(github)]).toEqual([[], 2]);
  });

  test('without annotations becomes one at once', async ({ github, publish }) => {
    refuse(github, 9);
    await publish({ annotations: [] });
    expect([github.statuses.length, tries(github)]).toEqual([1, 1]);
  });

  test('for a commit that GitHub does not have is told of in its own words', async ({ publish }) => {
    await expect(publish({ commit: 'c'.repeat(40) })).rejects.toThrow(
      /nor a commit status instead.*GitHub answered 422: No commit found for SHA: c{40}/s,
    );
  });
});

test('a check is called after its config, and no two configs have one name', () => {
  expect(checkName('conclusive.yml')).toBe('conclusive');
  expect(checkName('text/conclusive.yml')).toBe('conclusive (text/conclusive.yml)');
  expect(checkName('conclusive.yml', true)).toBe('conclusive, by its own config');
  const long = 'folder/'.repeat(20);
  expect(checkName(`${long}a.yml`)).not.toBe(checkName(`${long}b.yml`));
  expect(checkName(`${long}a.yml`).length).toBeLessThanOrEqual(100);
});

test('an outage is no reason for a commit status, which would stand beside the check of the next run', async ({
  github,
  publish,
}) => {
  github.fail({
    method: 'POST',
    path: CHECKS,
    times: 9,
    effect: { status: 503, body: { message: 'Service Unavailable' } },
  });
  await expect(publish()).rejects.toThrow(/GitHub answered 503/);
  expect(github.statuses).toEqual([]);
});
