import { expect, test } from 'vitest';
import { parseConfig } from '../../support/parse-config.ts';
import { MINIMAL, messageOf } from '../refused-config.ts';

test.each([
  [
    'seeds whose minimum is above the maximum',
    `${MINIMAL}seeds: { min: 9, max: 5 }\n`,
    'conclusive.yml:4:23: seeds.max: must be at least min (9), found 5',
  ],
  [
    'two variants of one name',
    'trainer: { module: m.ts }\nmodels: { variants: [{ name: a }, { name: a }] }\nmetrics: [{ name: accuracy }]\n',
    'conclusive.yml:2:43: models.variants[1].name: "a" appears twice; the first is entry [0]',
  ],
  [
    'a metric that stands twice',
    `${MINIMAL.replace('accuracy }', 'accuracy }, { name: accuracy }')}`,
    'conclusive.yml:3:39: metrics[1].name: "accuracy" appears twice; the first is entry [0]',
  ],
  [
    'an unknown metric without a direction',
    MINIMAL.replace('accuracy', 'acuracy'),
    'conclusive.yml:3:19: metrics[0].name: "acuracy" is not a metric that Conclusive knows, so say which way is better: direction: maximize or direction: minimize; did you mean "accuracy"?',
  ],
  [
    'a mistyped name of scikit-learn',
    MINIMAL.replace('accuracy', 'f1_marco'),
    'conclusive.yml:3:19: metrics[0].name: "f1_marco" is not a metric that Conclusive knows, so say which way is better: direction: maximize or direction: minimize; did you mean "f1_macro"?',
  ],
  [
    'a direction that contradicts a name of scikit-learn',
    MINIMAL.replace('accuracy }', 'neg_log_loss, direction: minimize }'),
    'conclusive.yml:3:44: metrics[0].direction: minimize contradicts "neg_log_loss", which is better higher; remove it, or add unusual-direction: true if it is meant',
  ],
  [
    'a source that is better the other way round',
    MINIMAL.replace('accuracy }', 'mse, from: { file: metrics.json, key: test.neg_mean_squared_error } }'),
    'conclusive.yml:3:30: metrics[0].from: "neg_mean_squared_error" is better higher, but mse is better lower; call the metric neg_mean_squared_error, or add unusual-direction: true if it is meant',
  ],
  [
    'a word for an unusual direction where none is',
    MINIMAL.replace('accuracy }', 'accuracy, unusual-direction: true }'),
    'conclusive.yml:3:48: metrics[0].unusual-direction: has no effect: no direction here contradicts "accuracy"; remove it',
  ],
  [
    'a margin in points where shares are meant',
    MINIMAL.replace('accuracy }', 'accuracy, margin: 1 }'),
    "conclusive.yml:3:37: metrics[0].margin: is as large as accuracy can get, so everything would be equivalent: 1; write it in the metric's unit: 0.005 is half a percentage point",
  ],
  [
    'a module outside every work tree',
    MINIMAL.replace('model.ts', '/home/me/model.ts'),
    'conclusive.yml:1:20: trainer.module: must be relative to this file, written with "/", found "/home/me/model.ts"',
  ],
  [
    'a data rule that nothing uses',
    `${MINIMAL}data: 0.5\n`,
    'conclusive.yml:4:7: data: has no effect unless vary includes "data"; add it there or remove this key',
  ],
  [
    'a gate that never fails and fails',
    `${MINIMAL}gate: { fail-on: [never, invalid] }\n`,
    'conclusive.yml:4:19: gate.fail-on[0]: "never" contradicts the other entries; write it alone or remove it',
  ],
  [
    'a gate on a metric that is not tested against a level',
    MINIMAL.replace('accuracy }', 'accuracy }, { name: f1 }').concat(
      'gate: { metrics: { f1: { fail-on: [regression] } } }\n',
    ),
    'conclusive.yml:4:24: gate.metrics.f1: "f1" is secondary and decides nothing; give it role: primary, or write no-worse',
  ],
  [
    'a guard on a metric without a margin',
    MINIMAL.replace('accuracy }', 'accuracy }, { name: f1 }').concat('gate: { metrics: { f1: no-worse } }\n'),
    'conclusive.yml:4:24: gate.metrics.f1: "f1" has no margin, so no acceptable loss is defined; add margin to it under metrics',
  ],
  [
    'a guard on a primary metric',
    `${MINIMAL}gate: { metrics: { accuracy: no-worse } }\n`,
    'conclusive.yml:4:30: gate.metrics.accuracy: "accuracy" is primary, so its verdict decides; write { fail-on: [regression, inconclusive] }, or give it role: secondary',
  ],
  [
    'a policy on cases without an evaluation',
    `${MINIMAL}gate: { cases: { must-pass: [a] } }\n`,
    'conclusive.yml:4:16: gate.cases: is for the cases of an evaluation, but this config trains; write evaluate in place of trainer, or remove this key',
  ],
  [
    'a guard that is misspelt',
    `${MINIMAL}gate: { metrics: { accuracy: no-wors } }\n`,
    'conclusive.yml:4:30: gate.metrics.accuracy: must be "no-worse", or a mapping with fail-on and warn-on, found "no-wors"; did you mean "no-worse"?',
  ],
  [
    'a gate on a metric that is misspelt',
    `${MINIMAL}gate: { metrics: { acuracy: {} } }\n`,
    'conclusive.yml:4:29: gate.metrics.acuracy: "acuracy" is not among the metrics; did you mean "accuracy"?',
  ],
])('refuses %s', (_, text, message) => {
  expect(messageOf(text)).toBe(message);
});

test('a direction against a known name counts where it is said to be meant', () => {
  const meant = MINIMAL.replace('accuracy }', 'accuracy, direction: minimize, unusual-direction: true }');
  expect(parseConfig(meant, 'conclusive.yml').metrics[0]?.direction).toBe('minimize');
});

test.each([
  [
    'a fixed baseline beside a ref',
    MINIMAL.replace('variants:', 'baseline: { value: 0.9, ref: base }, variants:'),
    'models.baseline.value: is instead of a model, so remove ref and params, or this key',
  ],
  [
    'one number for two metrics',
    MINIMAL.replace('variants:', 'baseline: { value: 0.9 }, variants:').replace(
      'accuracy }',
      'accuracy }, { name: macro_f1 }',
    ),
    'is for one metric, but there are 2; write { accuracy: 0.9, … }',
  ],
  [
    'a metric without its number',
    MINIMAL.replace('variants:', 'baseline: { value: { accuracy: 0.9, f1: 1 } }, variants:').replace(
      'accuracy }',
      'accuracy }, { name: macro_f1 }',
    ),
    'models.baseline.value: has no number for macro_f1; add it, or remove the metric',
  ],
  [
    'a least effect below the margin',
    MINIMAL.replace('accuracy }', 'accuracy, margin: 0.01, min-effect: 0.005 }'),
    'min-effect: must be at least the margin (0.01)',
  ],
  [
    'an improvement of a secondary metric as one verdict',
    MINIMAL.replace(
      'accuracy }',
      'accuracy, margin: 0.01 }, { name: train_seconds, direction: minimize }',
    ).concat('claim: faster, no worse in accuracy\n'),
    'claim: train_seconds is secondary, so its improvement decides nothing; give it role: primary',
  ],
])('a question is refused for %s', (_, text, message) => {
  expect(messageOf(text)).toContain(message);
});
