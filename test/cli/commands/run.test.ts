import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { runCommand } from '../../../src/cli/commands/run.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** What `run --dry-run` prints, of a config whose program would fail. */
async function dryRun(config: string, ...options: readonly string[]): Promise<string> {
  const folder = await temporaryFolder();
  const path = join(folder, 'conclusive.yml');
  await writeFile(path, `trainer: { command: 'false --seed {seed} --out {run_dir}' }\n${config}`);
  let printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const command = runCommand(() => new AbortController().signal).exitOverride();
  await command.parseAsync(['--config', path, '--dry-run', ...options], { from: 'user' });
  vi.restoreAllMocks();
  await expect(access(join(folder, '.conclusive'))).rejects.toThrow('ENOENT');
  return printed;
}

const MODELS = 'models: { variants: [{ name: b, params: { x: 1 } }] }\n';

test.each([
  ['metrics: [{ name: accuracy, margin: 0.01 }]\nseeds: { min: 6, max: 25 }\n', 'It trains 12 to 50 runs.\n'],
  ['metrics: [{ name: accuracy }]\nseeds: 8\n', 'It trains 16 runs.\n'],
  ['metrics: [{ name: accuracy }]\nvary: folds\nfolds: { k: 5, repeats: 2 }\n', 'It trains 20 runs.\n'],
])(
  'a dry run trains nothing and leaves nothing, whatever is known of the spread: %j',
  async (config, runs) => {
    expect(await dryRun(MODELS + config)).toContain(runs);
  },
);

test('a dry run takes the options of the run', async () => {
  const config = `${MODELS}metrics: [{ name: accuracy }]\nseeds: 8\n`;
  expect(await dryRun(config, '--seeds', '6..14')).toContain('6 to 14 seeds each');
  expect(JSON.parse(await dryRun(config, '--json', '-p', '3'))).toMatchObject({
    design: { max: 8 },
    cost: { models: 2, parallel: 3 },
  });
});
