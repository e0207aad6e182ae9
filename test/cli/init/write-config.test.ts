import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { workflowText } from '../../../src/cli/init/write-config.ts';
import { ACTION } from '../../../src/version.ts';

const steps = (around: Parameters<typeof workflowText>[1], isPython = true) =>
  parse(workflowText({ config: 'ml/conclusive.yml', action: ACTION }, around, isPython)).jobs.verdict
    .steps as Array<Record<string, unknown>>;
const PLAIN = { python: 'python', requirements: 'requirements.txt', defaultBranch: 'trunk' };

test('every action is pinned, the token may do what it has to, and the default branch is the target', () => {
  const workflow = parse(workflowText({ config: 'conclusive.yml', action: ACTION }, PLAIN, true));
  expect(workflow.on.pull_request.branches).toEqual(['trunk']);
  expect(workflow.jobs.verdict.permissions).toEqual({
    contents: 'read',
    'pull-requests': 'write',
    checks: 'write',
  });
  const uses = steps(PLAIN).flatMap(({ uses }) => (typeof uses === 'string' ? [uses] : []));
  for (const action of uses.slice(0, -1)) expect(action).toMatch(/@[0-9a-f]{40}$/);
  expect(uses.at(-1)).toBe(ACTION);
});

test.each([
  [PLAIN, 'pip install -r requirements.txt'],
  [{ ...PLAIN, requirements: 'pyproject.toml' }, 'pip install .'],
  [
    { ...PLAIN, python: '.venv/bin/python' },
    'python -m venv .venv && .venv/bin/pip install -r requirements.txt',
  ],
  [{ ...PLAIN, python: 'uv run python' }, 'pip install uv && uv sync'],
  [{ ...PLAIN, requirements: null }, undefined],
])('%j is installed by %s', (around, install) => {
  expect(steps(around).find(({ run }) => run !== undefined)?.run).toBe(install);
});

test('another program than Python needs none', () => {
  expect(steps(PLAIN, false)).toHaveLength(2);
});
