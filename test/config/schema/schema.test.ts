import { expect, test } from 'vitest';
import { MINIMAL, messageOf } from '../refused-config.ts';

test.each([
  [
    'a source that is no name',
    MINIMAL.replace(/metrics:.*/, 'metrics: [{ name: macro_f1, from: 3 }]'),
    "conclusive.yml:3:35: metrics[0].from: must be the name that the trainer logs, or a mapping such as { name: mAP50, split: validation }, { file: results.json, key: acc } or { stdout: 'accuracy: ([0-9.]+)' }, found 3",
  ],
  [
    'a split that there is not',
    MINIMAL.replace(/metrics:.*/, 'metrics: [{ name: macro_f1, from: { name: f1, split: dev } }]'),
    'conclusive.yml:3:54: metrics[0].from.split: unknown value "dev"; allowed: train, validation, test, shifted',
  ],
  [
    'a variant that is called baseline',
    'trainer: { module: m.ts }\nmodels: { variants: [{ name: baseline }] }\nmetrics: [{ name: accuracy }]\n',
    'conclusive.yml:2:30: models.variants[0].name: "baseline" is reserved for the baseline; choose another name',
  ],
  [
    'a variant that no record could be of',
    'trainer: { module: m.ts }\nmodels: { variants: [{ name: prototype }] }\nmetrics: [{ name: accuracy }]\n',
    'conclusive.yml:2:30: models.variants[0].name: must not be a reserved name, found "prototype"',
  ],
  [
    'a trainer that is both a module and a command',
    MINIMAL.replace('model.ts }', 'model.ts, command: python train.py }'),
    'conclusive.yml:1:10: trainer: needs exactly one of module and command',
  ],
  [
    'a reserved parameter name',
    `${MINIMAL}params: { constructor: 1 }\n`,
    'conclusive.yml:4:11: params: a name must not be a reserved name, found "constructor"',
  ],
])('refuses %s', (_, text, message) => {
  expect(messageOf(text)).toBe(message);
});
