import { expect, test } from 'vitest';
import { parseConfig } from '../../support/parse-config.ts';

const config = (command: string) => `
trainer: { command: "${command}" }
params: { lr: 0.1 }
models: { variants: [{ name: head, params: { units: 8 } }] }
metrics: [{ name: accuracy }]
`;

test.each([
  [
    'train {params.lrr}',
    'c.yml:2:21: trainer.command: {params.lrr} is not a parameter of baseline (parameters: lr); did you mean {params.lr}?',
  ],
  [
    'train {params.units}',
    '{params.units} is not a parameter of baseline (parameters: lr); add it under params',
  ],
])('the parameter in "%s" is refused with its line', (command, message) => {
  expect(() => parseConfig(config(command), 'c.yml')).toThrow(message);
});

test('parameters that every model has are accepted', () => {
  expect(parseConfig(config('train {params.lr} {seed} {run_dir}'), 'c.yml').trainer.command).toContain('lr');
});

test.each([
  ['params: { lr: 0.1 }', 'params: { lr: TODO }', 'c.yml:3:15: params.lr: write its value in place of TODO'],
  [
    'params: { units: 8 }',
    'params: { units: TODO }',
    'models.variants[0].params.units: write its value in place of TODO',
  ],
])('a value that init has left open is refused with its line: %s', (written, open, message) => {
  expect(() => parseConfig(config('train').replace(written, open), 'c.yml')).toThrow(message);
});

test.each(['seed', 'run_dir', 'seed_init', 'seed_order', 'seed_data'])('a misspelt {%s} is named', (name) => {
  for (let at = 0; at < name.length; at += 1) {
    const misspelt = name.slice(0, at) + name.slice(at + 1);
    expect(() => parseConfig(config(`train {${misspelt}}`), 'c.yml')).toThrow(
      new RegExp(`unknown placeholder \\{${misspelt}\\}; allowed: .*; did you mean \\{seed|run_dir`),
    );
  }
});

test.each([
  ['train { seed }', '{ seed } has spaces, so it is no placeholder; write {seed}'],
  ['train {run_dir }', '{run_dir } has spaces, so it is no placeholder; write {run_dir}'],
  ['{env_dir}/bin/train', 'its programs come first in the PATH: write python'],
])('%s is refused with what to write', (command, message) => {
  expect(() => parseConfig(config(command), 'c.yml')).toThrow(message);
});

test('other braces are left alone', () => {
  expect(() => parseConfig(config('train { } { a }'), 'c.yml')).not.toThrow();
});

const evaluation = (command: string) => `
evaluate: { command: "${command}" }
models: { variants: [{ name: head, ref: head }] }
metrics: [{ name: score }]
`;

test.each([
  [
    '{repat}',
    '{repat}; allowed: {repeat}, {run_dir}, {config}, {task}, {params.NAME}; did you mean {repeat}?',
  ],
  ['{fold}', 'evaluate.command: unknown placeholder {fold}; allowed: {repeat}'],
  ['{seed_init}', 'evaluate.command: unknown placeholder {seed_init}'],
])('%s is refused in the command of an evaluation, whose placeholders are named', (name, message) => {
  expect(() => parseConfig(evaluation(`ask ${name}`), 'c.yml')).toThrow(message);
});

test.each(['{repeat}', '{seed}'])('%s is the repeat of an evaluation', (name) => {
  expect(parseConfig(evaluation(`ask ${name} {run_dir}`), 'c.yml').trainer.command).toBe(
    'ask {seed} {run_dir}',
  );
});
