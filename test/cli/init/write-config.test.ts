import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { workflowText } from '../../../src/cli/init/write-config.ts';
import { ACTION } from '../../../src/version.ts';

const PYTHON = { language: 'python', keys: [], install: null } as const;
const steps = (
  around: Parameters<typeof workflowText>[1],
  needs: Parameters<typeof workflowText>[2] = PYTHON,
) =>
  parse(workflowText({ config: 'ml/conclusive.yml', action: ACTION }, around, needs)).jobs.verdict
    .steps as Array<Record<string, unknown>>;
const PLAIN = { python: 'python', requirements: 'requirements.txt', defaultBranch: 'trunk' };

test('every action is pinned, the token may do what it has to, and the default branch is the target', () => {
  const workflow = parse(workflowText({ config: 'conclusive.yml', action: ACTION }, PLAIN, PYTHON));
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
  expect(steps(PLAIN, { ...PYTHON, language: null })).toHaveLength(2);
});

const EVALUATION = { keys: ['OPENAI_API_KEY'], install: 'pip install inspect-ai' };
test.each([
  [
    { ...EVALUATION, language: 'python' as const },
    { ...PLAIN, requirements: null },
    'pip install inspect-ai',
  ],
  [{ ...EVALUATION, language: 'python' as const }, PLAIN, 'pip install -r requirements.txt'],
  [
    { ...EVALUATION, language: 'node' as const, install: 'npm install --global promptfoo' },
    PLAIN,
    'npm install --global promptfoo',
  ],
])('an evaluation gets its tool and its secrets: %j', (needs, around, install) => {
  const all = steps(around, needs);
  expect(all.find(({ run }) => run !== undefined)?.run).toBe(install);
  expect(all.at(-1)?.env).toEqual({ OPENAI_API_KEY: `\${{ secrets.OPENAI_API_KEY }}` });
  expect(all.slice(0, -1).some(({ env }) => env !== undefined)).toBe(false);
});
