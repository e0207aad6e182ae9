import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../support/parse-config.ts';

const config = (entry: string) => `
trainer: { command: train }
models: { variants: [{ name: head, params: { x: 1 } }] }
metrics: [{ name: accuracy }]
checks:
  ignore:
    - { ${entry}, reason: on purpose }
`;

describe('an ignored check', () => {
  test.each(['baseline', 'head'])('may name the model %s', (model) => {
    const { checks } = parseConfig(config(`check: overfitting/gap, model: ${model}`), 'c.yml');
    expect(checks.ignore).toHaveLength(1);
  });

  test.each([
    [
      'for a model that is not there',
      'check: overfitting/gap, model: haed',
      'c.yml:7:40: checks.ignore[0].model: "haed" is not among the models (baseline, head); did you mean "head"?',
    ],
    [
      'as reports print it',
      'check: "overfitting: against baseline"',
      'did you mean "overfitting/against-baseline"?',
    ],
    ['by the key that asks for it', 'check: variance', 'did you mean "variance-sources"?'],
    ['under no known name', 'check: weather', 'docs/reference/checks.md lists them'],
  ])('%s is refused with what is meant', (_, entry, message) => {
    expect(() => parseConfig(config(entry), 'c.yml')).toThrow(message);
  });
});
