import { describe, expect, test } from 'vitest';
import { renderSummary } from '../../src/report/summary.ts';
import { everySample } from '../support/every-sample.ts';
import { hostileNames, huge } from '../support/extreme-samples.ts';

const TEXTS = everySample.map(([name, result]) => [name, renderSummary(result)] as const);

describe('renderSummary', () => {
  test('ends a run on a terminal in a few aligned lines', async () => {
    const text = TEXTS.map(([name, text]) => `--- ${name}\n${text}`).join('\n');
    await expect(text).toMatchFileSnapshot('__snapshots__/summary.txt');
  });

  test('holds no markup', () => {
    const own = TEXTS.filter(([name]) => name !== 'hostile-names').map(([, text]) => text);
    expect(own.join('')).not.toMatch(/[`*]|<[a-z/]|\| /);
  });

  test('sends no control sequence of a name to the terminal', () => {
    const text = renderSummary(hostileNames).replaceAll('\n', '');
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test('stays short for an experiment of a thousand comparisons', () => {
    expect(renderSummary(huge()).split('\n').length).toBeLessThan(45);
  });
});
