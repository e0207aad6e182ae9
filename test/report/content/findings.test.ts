import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { findingLines, findings } from '../../../src/report/content/findings.ts';
import { plainText } from '../../../src/report/format/plain.ts';
import { viewOf } from '../../../src/report/view.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { check, better as result } from '../../support/samples.ts';

const lines = (of: ExperimentResult): readonly string[] =>
  findingLines(viewOf(of)).flatMap((block) => (block.kind === 'list' ? block.items.map(plainText) : []));

const warning = (id: string, message: string, advice: string | null) =>
  check({ id, model: 'head', status: 'warn', message, advice });

describe('the findings of the comment', () => {
  test('are what was found and what to do, a line each, however long', () => {
    const found = 'found; '.repeat(30).trim();
    const advice = 'do this, '.repeat(30).trim();
    const of = { ...result, checks: [warning('sensitivity', found, advice)] };
    expect(lines(of)).toEqual([`⚠️ head: ${found} → ${advice}`]);
    expect(plainText(findings(viewOf(of))[0]?.action ?? [])).toBe(advice);
  });

  test('are three, and say how many more there are', () => {
    const checks = ['a', 'b', 'c', 'd', 'e'].map((id) => warning(id, `found ${id}`, null));
    expect(lines({ ...result, checks })).toHaveLength(4);
    expect(lines({ ...result, checks }).at(-1)).toBe('2 more in “All checks”.');
  });

  test('do not repeat what headline and next step say of a broken comparison', () => {
    const broken = (message: string, advice: string) =>
      lines({
        ...result,
        verdict: 'invalid',
        reason: `head: ${message}`,
        checks: [check({ id: 'seed-effect', model: 'head', status: 'fail', message, advice })],
      });
    expect(broken('all equal', 'set the seed')).toEqual([]);
    expect(broken('all equal', 'set the seed. Or else, split')).toEqual([
      '❌ head: set the seed. Or else, split',
    ]);
    expect(broken('all equal; seeds 1 to 6', 'set the seed')).toEqual(['❌ head: all equal; seeds 1 to 6']);
  });

  test('name what overfits once, whatever measures show it', () => {
    const checks = ['overfitting/gap', 'overfitting/best-epoch'].map((id) => warning(id, id, null));
    expect(lines({ ...result, checks })).toHaveLength(1);
  });
});

const IMPERATIVES =
  /^(add|change|check|choose|compare|decide|declare|divide|do not|draw|end|find|fix|get|give|inspect|judge|keep|let|log|look|make sure|merge|name|put|regularise|remove|repeat|say|see|seed|set|shuffle|split|stabilise|start|state|steady|stop|take|test|train|tune|write) /;

/** The sentences in a check's source that are written as advice. */
function adviceIn(source: string): readonly string[] {
  const starts = /\badvice:|\badvice =|\b[A-Z_]*(?:ADVICE|ALIKE|SHOW_MORE)\b[^=\n;]*=|function advice\w*\(/g;
  return [...source.matchAll(starts)].flatMap((start) => {
    const rest = source.slice(start.index + start[0].length);
    const end = rest.search(start[0].startsWith('function') ? /\n\}/ : /;\n|,?\n *\}/);
    const literals = rest.slice(0, end).matchAll(/'([^'\\\n]*)'(?!:)|"([^"\\\n]*)"|`([^`\\]*)`/g);
    return [...literals]
      .map(([, single, double, template]) => single ?? double ?? template ?? '')
      .filter((text) => /^[a-z].{11}/.test(text) && text.includes(' '));
  });
}

test('what a check suggests begins with what to do', async () => {
  const folder = new URL('../../../src/checks/', import.meta.url);
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const sources = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')));
  const all = [...new Set(sources.flatMap(adviceIn))];
  expect(all.length).toBeGreaterThan(45);
  expect(all.filter((advice) => !IMPERATIVES.test(`${advice} `.replace(',', '')))).toEqual([]);
});
