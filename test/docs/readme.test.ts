import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { VERDICTS } from '../../src/analysis/compare/comparison.ts';
import { parseConfig } from '../support/parse-config.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test('the README is read to its end: 120 lines', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(120);
});

test('its two commands stand on lines of their own, as .ci/run runs them', () => {
  expect(readme).toMatch(/^node dist\/cli\.js run /m);
  expect(readme).toMatch(/^npm ci && npm test$/m);
});

test('its config is five lines and can be used as it stands', () => {
  const [, config = ''] = /^```yaml\n(trainer:[\s\S]*?)^```$/m.exec(readme) ?? [];
  expect(config.trim().split('\n')).toHaveLength(5);
  expect(parseConfig(config, 'conclusive.yml').metrics[0]?.role).toBe('primary');
});

test('its table has every verdict once', () => {
  const rows = [...readme.matchAll(/^\| \S+ (\w+) \| .* \| (?:passes|fails)/gm)].map(
    ([, verdict]) => verdict,
  );
  expect(rows.sort()).toEqual([...VERDICTS].sort());
});
