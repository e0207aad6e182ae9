import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { CONFIG_SCHEMA } from '../../../src/checks/config-schema.ts';
import { findConfigs } from '../../../src/plan/code/find-configs.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const VALID = `trainer: { command: train }
models: { variants: [{ name: head }] }
metrics: [{ name: accuracy }]
`;

test('only a valid config in the same folder is no code', async () => {
  const directory = await temporaryFolder();
  const files = {
    'own/conclusive.yml': 'anything',
    'own/other.yaml': VALID,
    'own/hydra.yml': VALID.replace('command', 'max_epochs'),
    'own/more.yml': `${VALID}optimizer: adam\n`,
    'own/deep/other.yml': VALID,
    'other.yml': VALID,
    'own/other.txt': VALID,
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  const listing = new Map(Object.keys(files).map((path) => [path, '']));
  const request = { listing, config: 'own/conclusive.yml', schema: CONFIG_SCHEMA, from: { directory } };
  expect([...(await findConfigs(request))]).toEqual(['own/conclusive.yml', 'own/other.yaml']);
});
