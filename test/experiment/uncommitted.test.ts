/** Models that differ in parameters alone, in a checkout: which code that was. */
import { appendFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { Repository } from '../support/repository.ts';
import { smallExperiment } from './small-experiment.ts';

test('is said of a commit, of uncommitted changes, and not at all outside git', async () => {
  const run = await smallExperiment({ score: '0.8 + arm / 10 + noise / 100' }, 'seeds: 4\n');
  const outside = await run();
  expect(outside.result.provenance).toMatchObject({ head: null, uncommitted: false });
  expect(outside.markdown).not.toContain('commit');

  const directory = dirname(outside.outputDirectory);
  const repository = Repository.at(directory);
  await repository.git('init', '--quiet');
  const commit = await repository.commit({});
  const clean = await run();
  expect(clean.result.provenance).toMatchObject({ uncommitted: false });
  expect(clean.markdown.split('<details>')[0]).toContain(`commit \`${commit.slice(0, 7)}\``);

  await appendFile(join(directory, 'train.mjs'), '\n');
  const changed = await run();
  expect(changed.result.provenance).toMatchObject({ head: null, uncommitted: true });
  expect(changed.markdown.split('<details>')[0]).toContain('uncommitted changes of this checkout');
});
