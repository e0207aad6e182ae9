import { expect, test } from 'vitest';
import { parseConfig } from '../../support/parse-config.ts';

const parse = (trainer: string) =>
  parseConfig(
    `trainer: { ${trainer} }\nmodels: { variants: [{ name: head }] }\nmetrics: [{ name: accuracy }]\n`,
    'conclusive.yml',
  );

test('outputs lie inside the working directory', () => {
  const outputs = ['metrics.json', 'results/', './out/a..b.json'];
  expect(parse(`command: train, outputs: ${JSON.stringify(outputs)}`).trainer.outputs).toEqual(outputs);
});

test.each([
  [
    'command: train, outputs: [../metrics.json]',
    /outputs.*must be inside the working directory, without ".."/,
  ],
  ['command: train, outputs: [results/../../x]', /must be inside the working directory/],
  ['command: train, outputs: [.]', /must be inside the working directory/],
  ['command: train, outputs: [./]', /must be inside the working directory/],
  ['command: train, outputs: [/tmp/metrics.json]', /must be relative to this file/],
  ['command: train, outputs: [a.json, a.json]', /appears twice/],
  ['command: train, outputs: []', /outputs/],
  [
    'module: model.ts, outputs: [a.json]',
    /trainer\.outputs: is only for a command, not for a module; remove this key/,
  ],
])('%s is refused', (trainer, message) => {
  expect(() => parse(trainer)).toThrow(message);
});

test('environment names the variables that are passed on', () => {
  expect(parse('command: train, environment: [WANDB_API_KEY]').trainer.environment).toEqual([
    'WANDB_API_KEY',
  ]);
});

test.each(['GITHUB_TOKEN', 'INPUT_TOKEN', 'ACTIONS_RUNTIME_TOKEN', 'CONCLUSIVE_SEED', 'A=b', '"*"', 'A, A'])(
  'environment: [%s] is refused',
  (name) => {
    expect(() => parse(`command: train, environment: [${name}]`)).toThrow(/trainer\.environment/);
  },
);
