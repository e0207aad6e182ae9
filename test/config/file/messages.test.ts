import { expect, test } from 'vitest';
import { MINIMAL, messageOf } from '../refused-config.ts';

test.each([
  [
    'an unknown value with the nearest known one',
    `${MINIMAL}gate:\n  fail-on: [regresion]\n`,
    'conclusive.yml:5:13: gate.fail-on[0]: unknown value "regresion"; allowed: regression, inconclusive, equivalent, overfitting, slices, reference, invalid, not-supported, never; did you mean "regression"?',
  ],
  [
    'an unknown key with the nearest known one',
    `${MINIMAL}gate:\n  fail_on: [regression]\n`,
    'conclusive.yml:5:3: gate: unknown key "fail_on"; allowed: fail-on, warn-on, metrics, tasks, cases; did you mean "fail-on"?',
  ],
  [
    'a key at the wrong level with the level where it belongs',
    `${MINIMAL}fail-on: [regression]\n`,
    'conclusive.yml:4:1: unknown key "fail-on"; allowed: name, trainer, evaluate, params, models, tasks, normalise, metrics, seeds, verdict, alpha, vary, folds, data, code, paths, evaluation, claim, checks, gate, limits, executor; did you mean "gate.fail-on"?',
  ],
  [
    'a value of the wrong type',
    `${MINIMAL}alpha: five percent\n`,
    'conclusive.yml:4:8: alpha: must be a number, found "five percent"',
  ],
  [
    'a number beyond its bound',
    `${MINIMAL}limits: { parallel: 0 }\n`,
    'conclusive.yml:4:21: limits.parallel: must be at least 1, found 0',
  ],
  [
    'a key without a value, at the key',
    `${MINIMAL}evaluation:\n`,
    'conclusive.yml:4:1: evaluation: must be a list, found nothing',
  ],
  [
    'a word where one word or a number is allowed',
    `${MINIMAL}data: bootstap\n`,
    'conclusive.yml:4:7: data: must be "bootstrap" or a number between 0 and 1, found "bootstap"; did you mean "bootstrap"?',
  ],
  [
    'a fault inside the right branch of a choice',
    `${MINIMAL}seeds: { min: 5, max: many }\n`,
    'conclusive.yml:4:23: seeds.max: must be a number, found "many"',
  ],
  [
    'a git ref that YAML reads as a number',
    'trainer: { module: m.ts }\nmodels: { variants: [{ name: a, ref: 1234567 }] }\nmetrics: [{ name: accuracy }]\n',
    'conclusive.yml:2:38: models.variants[0].ref: must be a string, found 1234567; put it in quotes',
  ],
  [
    'a bare name of a metric',
    MINIMAL.replace('[{ name: accuracy }]', '[accuracy]'),
    'conclusive.yml:3:11: metrics[0]: must be a mapping (key: value), found "accuracy"; write { name: "accuracy" }',
  ],
  ['a list at the top', '- a\n', 'conclusive.yml:1:1: must be a mapping (key: value), found a list'],
])('refuses %s', (_, text, message) => {
  expect(messageOf(text)).toBe(message);
});

test('cuts long values in messages', () => {
  expect(messageOf(`${MINIMAL}alpha: ${'x'.repeat(5000)}\n`).length).toBeLessThan(200);
});

test.each(['trainer', 'models', 'metrics'])(
  'a misspelt %s comes first, and is not missing as well',
  (key) => {
    const spellings = [key.slice(0, -1), `${key}s`, key.replace(/(.)(.)$/, '$2$1')];
    for (const spelling of spellings) {
      const message = messageOf(MINIMAL.replace(`${key}:`, `${spelling}:`));
      expect(message).toMatch(new RegExp(`^conclusive.yml:\\d:1: unknown key "${spelling}"`));
      expect(message).toContain(`did you mean "${key}"?`);
      expect(message).not.toContain('is missing');
    }
  },
);

test.each([0.5, 1, 12.25, 0.001])('%s% is refused with the share to write', (percent) => {
  const refused = messageOf(MINIMAL.replace('accuracy }', `accuracy, margin: ${percent}% }`));
  expect(refused).toContain(`must be a number, found "${percent}%"; write ${percent / 100}`);
});

test.each(['command: python train.py {seed}', 'setup: [python -m venv {env_dir}]'])(
  'text with braces belongs in quotes: %s',
  (line) => {
    const text = `trainer: { ${line} }\nmodels: {}\n`;
    expect(messageOf(text)).toMatch(
      /^conclusive\.yml:1:\d+: not valid YAML: .*; put values with \{, \}, .* in quotes$/,
    );
  },
);
