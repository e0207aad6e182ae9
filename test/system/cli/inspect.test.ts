/** What is shipped shows what a run has left: to people, and as JSON. Every fixture: `inspect-fixtures.long.test.ts`. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { conclusive, folderWith } from '../support/command.ts';

const LOGS = fileURLToPath(new URL('../../../fixtures/logs', import.meta.url));

describe('for people', () => {
  it('shows values, where they are from, curves and files', async () => {
    const { code, stdout } = await conclusive(LOGS, 'inspect', 'keras/run');
    expect(code).toBe(0);
    expect(stdout).toMatch(/\| Metric +\| Split +\| Value +\| From/);
    expect(stdout).toMatch(/validation accuracy: \d+ epochs/);
    expect(stdout).toMatch(/^Read:\n- .+, as /m);
  });

  it('answers for a metric that is missing, with the line that reads it', async () => {
    const folder = await folderWith({ 'results.json': '{"a":{"accuracy":0.9}}', 'out.txt': 'done' });
    const { stdout } = await conclusive(folder, 'inspect', '.', '--metric', 'accuracy');
    expect(stdout).toContain('from: { file: results.json, key: a.accuracy } }], which reads 0.9 here');
  });

  it('looks through what was printed, by the expressions of a config', async () => {
    const folder = await folderWith({
      'out.txt': 'accuracy is 0.9\nbye\n',
      'c.yml': `trainer: { command: 'python train.py {seed} {params.a}' }
models: { baseline: { params: { a: 1 } }, variants: [{ name: v, params: { a: 2 } }] }
metrics: [{ name: accuracy, from: { stdout: 'accuracy is ([0-9.]+)' } }]
`,
    });
    const args = ['inspect', '.', '--config', 'c.yml', '--printed', 'out.txt'];
    expect(JSON.parse((await conclusive(folder, ...args, '--json')).stdout).values).toEqual([
      expect.objectContaining({ metric: 'accuracy', split: 'test', value: 0.9, file: 'stdout' }),
    ]);
  });
});

test.each([
  [['inspect', 'not-there'], 'not-there does not exist; name the folder of a run, or a record'],
  [['inspect', '.', '--printed', 'not-there'], '--printed: not-there cannot be used: ENOENT'],
  [['inspect'], "missing required argument 'directory'"],
])('%j is refused with exit code 2', async (args, message) => {
  const { code, stderr } = await conclusive(LOGS, ...args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
