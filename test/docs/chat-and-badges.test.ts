import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderResultJson } from '../../src/report/result-json.ts';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import { everySample } from '../support/every-sample.ts';
import { hostileNames } from '../support/extreme-samples.ts';
import { inconclusive } from '../support/samples.ts';

const page = readFileSync('docs/how-to/chat-and-badges.md', 'utf8');
const [slack = '', badge = ''] = [...page.matchAll(/^```jq\n([\s\S]*?)^```/gm)].map(
  ([, program]) => program ?? '',
);
const hasJq = spawnSync('jq', ['--version']).status === 0;

function jq(program: string, result: ExperimentResult) {
  const { stdout, stderr, status } = spawnSync('jq', [program], {
    input: renderResultJson(result),
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

describe.skipIf(!hasJq)('the recipes for a chat and a badge (skipped without jq)', () => {
  test('the message is the headline and three findings, a line each', () => {
    const lines = jq(slack, inconclusive).text.split('\n');
    expect(lines[0]).toMatch(/^⚪ Too close to call: macro‑F1 of variant-b /);
    const { findings } = JSON.parse(renderResultJson(inconclusive));
    expect(lines).toHaveLength(1 + Math.min(3, findings.length));
    expect(lines[1]).toMatch(/^• validation loss is lowest at epoch 6 of 20 .* → stop at epoch 6/);
  });

  test('a name from a pull request can mention nobody', () => {
    expect(jq(slack, hostileNames).text).not.toMatch(/[<>]/);
  });

  test.each(everySample)('%s: the badge has a colour for every verdict', (_, result) => {
    expect(jq(badge, result)).toEqual({
      schemaVersion: 1,
      label: 'model',
      message: result.verdict,
      color: expect.any(String),
    });
  });
});
