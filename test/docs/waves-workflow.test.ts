// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of workflows
/** The workflow that others call to train in waves: what it grants, what it waits for, and what the tools for workflows say of it. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readInputs } from '../../src/action/inputs.ts';
import { findTool } from '../support/find-tool.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FILE = '.github/workflows/conclusive-waves.yml';
const text = readFileSync(join(ROOT, FILE), 'utf8');
const { permissions, concurrency, jobs, on } = parse(text);

interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly strategy?: object;
  readonly steps: ReadonlyArray<{ readonly uses: string; readonly with: Readonly<Record<string, unknown>> }>;
}
const all = Object.entries(jobs as Readonly<Record<string, Job>>);
const named = (prefix: string) => all.filter(([id]) => id.startsWith(prefix));

describe('the workflow of waves', () => {
  test('has a round for each wave by default, one for runs of checks, and one for what was lost', () => {
    const rounds = readInputs(() => '').waves + 2;
    expect([named('plan-').length, named('train-').length]).toEqual([rounds, rounds]);
  });

  test('gives a token that can write to the job of the verdict alone', () => {
    expect(permissions).toEqual({});
    for (const [id, job] of all)
      expect(Object.values(job.permissions).includes('write'), id).toBe(id === 'verdict');
  });

  test('has one job of the verdict, which runs whatever became of the others', () => {
    const verdict: Job = jobs.verdict;
    expect(verdict.if).toBe('${{ !cancelled() }}');
    expect([...(verdict.needs ?? [])].sort()).toEqual(
      all
        .map(([id]) => id)
        .filter((id) => id !== 'verdict')
        .sort(),
    );
  });

  test('plans and trains a wave although jobs of the one before were lost, and none that is not needed', () => {
    for (const [id, { needs, if: condition, strategy }] of named('train-')) {
      const plan = id.replace('train', 'plan');
      expect(needs).toBe(plan);
      expect(condition).toBe(`\${{ !cancelled() && needs.${plan}.outputs.done == 'false' }}`);
      expect(strategy).toEqual({
        'fail-fast': false,
        matrix: `\${{ fromJSON(needs.${plan}.outputs.matrix) }}`,
      });
    }
    for (const [id, { needs, if: condition }] of named('plan-').slice(1)) {
      const before = Number(id.slice('plan-'.length)) - 1;
      expect(needs).toEqual([`plan-${before}`, `train-${before}`]);
      expect(condition).toBe(`\${{ !cancelled() && needs.plan-${before}.outputs.done == 'false' }}`);
    }
  });

  test('ends an older push, and nothing else', () => {
    expect(concurrency.group).toMatch(/^conclusive-waves-/);
    expect(concurrency['cancel-in-progress']).toBe("${{ github.event.action == 'synchronize' }}");
  });

  test('has the defaults of the action', () => {
    const defaults = readInputs(() => '');
    for (const name of ['config', 'shards', 'waves', 'comment'] as const)
      expect(on.workflow_call.inputs[name].default, name).toBe(defaults[name]);
    expect(on.workflow_call.inputs['accepted-label'].default).toBe(defaults.acceptedLabel);
  });

  const actionlint = findTool('actionlint');
  test.skipIf(actionlint === null)(
    'has nothing that actionlint finds fault with, inputs of the action included (needs actionlint)',
    () => {
      const root = mkdtempSync(join(tmpdir(), 'conclusive-waves-'));
      try {
        for (const folder of ['.git', '.github/workflows', 'dist'])
          mkdirSync(join(root, folder), { recursive: true });
        writeFileSync(join(root, 'dist/action.js'), '');
        cpSync(join(ROOT, '.github/actions'), join(root, '.github/actions'), { recursive: true });
        // It does not know references to the repository that a workflow is from; it looks into those that begin with a dot.
        writeFileSync(join(root, FILE), text.replaceAll('uses: $/', 'uses: ./'));
        execFileSync(actionlint ?? '', ['-no-color', FILE], { cwd: root, encoding: 'utf8' });
      } finally {
        rmSync(root, { recursive: true });
      }
    },
  );
});
