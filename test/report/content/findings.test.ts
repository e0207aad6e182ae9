import { describe, expect, test } from 'vitest';
import { findingLines, findings } from '../../../src/report/content/findings.ts';
import { plainText } from '../../../src/report/format/plain.ts';
import { viewOf } from '../../../src/report/view.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { everySample } from '../../support/every-sample.ts';
import { check, better as result } from '../../support/samples.ts';

const lines = (of: ExperimentResult): readonly string[] =>
  findingLines(viewOf(of)).flatMap((block) => (block.kind === 'list' ? block.items.map(plainText) : []));

const warning = (id: string, message: string, advice: string | null) =>
  check({ id, model: 'head', status: 'warn', message, advice });

describe('the findings of the comment', () => {
  test('are what was found and what to do, a line each', () => {
    const checks = [warning('sensitivity', 'worse at half the learning rate', 'tune it again')];
    expect(lines({ ...result, checks })).toEqual(['⚠️ head: worse at half the learning rate → tune it again']);
  });

  test('are three, and say how many more there are', () => {
    const checks = ['a', 'b', 'c', 'd', 'e'].map((id) => warning(id, `found ${id}`, null));
    expect(lines({ ...result, checks })).toHaveLength(4);
    expect(lines({ ...result, checks }).at(-1)).toBe('2 more in “All checks”.');
  });

  test('name what overfits once, whatever measures show it', () => {
    const checks = ['overfitting/gap', 'overfitting/best-epoch'].map((id) => warning(id, id, null));
    expect(lines({ ...result, checks })).toHaveLength(1);
  });

  test.each(everySample)('are at most 140 characters and cut no interval: %s', (_, sample) => {
    for (const line of lines(sample)) {
      // A name that fills a line by itself is told with what was found all the same.
      const name = line.slice(0, line.indexOf(': '));
      expect([...line].length, line).toBeLessThanOrEqual(name.length > 40 ? 240 : 140);
      expect(line.split('[').length).toBe(line.split(']').length);
    }
  });
});

test('the findings of the result have the whole advice', () => {
  const checks = [warning('sensitivity', 'found', 'do this; '.repeat(30))];
  const [finding] = findings(viewOf({ ...result, checks }));
  expect(plainText(finding?.action ?? [])).toBe('do this; '.repeat(30).trim());
});
