import { expect, test } from 'vitest';
import { CONFIG_SCHEMA } from '../../../src/checks/config-schema.ts';
import { parseConfig } from '../../../src/config/file/load.ts';

const CONFIG = `evaluate:
  command: npx promptfoo eval -c {config} --repeat-id {repeat} --output {run_dir}/out.json
  repeats: { min: 3, max: 10 }
models:
  baseline: { ref: base }
  variants: [{ name: head, ref: head }]
params: { config: promptfooconfig.yaml }
metrics: [{ name: score }, { name: cost }, { name: wer }]
limits: { total-cost: 5.00 }
`;
const load = (text: string) => parseConfig(text, 'c.yml', CONFIG_SCHEMA);

test('stands for a command and its seeds', () => {
  const { trainer, seeds, unit, evaluate, metrics, checks } = load(CONFIG);
  expect(trainer.command).toBe(
    'npx promptfoo eval -c {params.config} --repeat-id {seed} --output {run_dir}/out.json',
  );
  expect(seeds).toEqual({ kind: 'sequential', min: 3, max: 10 });
  expect({ unit, missing: evaluate?.['missing-cases'] }).toEqual({ unit: 'repeat', missing: 0.1 });
  expect(metrics.map(({ direction }) => direction)).toEqual(['maximize', 'minimize', 'minimize']);
  expect(checks.reproducible).toBe(false);
});

test('has repeats of its own by default', () => {
  expect(load(CONFIG.replace(/ {2}repeats.*\n/, '')).seeds).toEqual({ kind: 'sequential', min: 3, max: 10 });
  expect(load(CONFIG.replace('{ min: 3, max: 10 }', '1')).seeds).toEqual({ kind: 'fixed', min: 1, max: 1 });
});

test('a percentile is better in the direction of its scorer', () => {
  const metrics = `[{ name: score }, { name: toxicity, direction: minimize }, ${[
    'toxicity.p95',
    'latency_ms.p95',
    'score.median',
  ].map((name) => `{ name: ${name}, role: secondary, margin: 1 }`)}]`;
  const gate = 'gate: { metrics: { toxicity.p95: no-worse, latency_ms.p95: no-worse } }';
  expect(load(`${CONFIG.replace(/metrics: .*/, `metrics: ${metrics}`)}${gate}`).caseMetrics).toEqual([
    { name: 'toxicity.p95', margin: 1, direction: 'minimize' },
    { name: 'latency_ms.p95', margin: 1, direction: 'minimize' },
    { name: 'score.median', margin: null, direction: 'maximize' },
  ]);
});

test.each([
  [
    'metrics: [{ name: score }, { name: cost }, { name: wer }]',
    'metrics: [{ name: score, role: secondary }]',
    '8:10: metrics: has no metric that decides; leave out role for one of them',
  ],
  [
    'repeats: { min: 3, max: 10 }',
    'repeats: { min: 3, max: 2 }',
    '3:27: evaluate.repeats.max: must be at least min (3), found 2',
  ],
  [
    'repeats: { min: 3, max: 10 }',
    'setup: 5',
    '3:10: evaluate.setup: must be a command or a list of commands, found 5',
  ],
  [
    'evaluate:',
    'seeds: 4\nevaluate:',
    '1:8: seeds: contradicts evaluate, which takes its place; remove one of them',
  ],
  [
    'evaluate:',
    'trainer: { command: x }\nevaluate:',
    '1:10: trainer: contradicts evaluate, which takes its place; remove one of them',
  ],
  ['evaluate:', 'vary: folds\nevaluate:', '1:7: vary: is for trainings, not for evaluate; remove this key'],
  [
    'evaluate:',
    'tasks: [a, b]\nevaluate:',
    '1:8: tasks: is for trainings, not for evaluate; remove this key',
  ],
  [
    'params: { config: promptfooconfig.yaml }\n',
    '',
    '2:12: evaluate.command: {params.config} is not a parameter of baseline (parameters: none); add it under params',
  ],
])('points at the key of the file: %s -> %s', (part, other, message) => {
  expect(() => load(CONFIG.replace(part, other))).toThrow(`c.yml:${message}`);
});

test('limits the cost of evaluations only', () => {
  const training = CONFIG.replace(/evaluate:\n.*\n.*\n/, 'trainer: { command: python train.py }\n').replace(
    /metrics.*/,
    'metrics: [{ name: accuracy }]',
  );
  expect(() => load(training)).toThrow('limits.total-cost: needs evaluate');
});
