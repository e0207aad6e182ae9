import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { initialise } from '../../../src/cli/init/initialise.ts';
import { parseConfig } from '../../support/parse-config.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** A program whose text does not tell what it reports. */
const OPAQUE =
  'name="$(printf "f%s" 1)"\nprintf "{\\"$name\\": 0.%s}" "$CONCLUSIVE_SEED" > "$CONCLUSIVE_RUN_DIR/metrics.json"\n';

async function init(program: string) {
  const file = join(await temporaryFolder(), 'conclusive.yml');
  await writeFile(join(file, '../train.sh'), program);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const options = { yes: true, trial: true, workflow: false };
  const said = await initialise(file, options, '', new AbortController().signal);
  vi.restoreAllMocks();
  return { said, config: parseConfig(await readFile(file, 'utf8'), 'conclusive.yml') };
}

test.skipIf(process.platform === 'win32')('a trial takes the metric from what the run leaves', async () => {
  const { said, config } = await init(OPAQUE);
  expect(said).toContain('- trial: it reports f1; f1 decides\n');
  expect(said).not.toContain('To do');
  expect(config.metrics).toMatchObject([{ name: 'f1', direction: 'maximize' }]);
  // No commit is there: the next command has to work all the same.
  expect(said).toMatch(/^Next: .* --aa /m);
  expect(config.models).toEqual({ baseline: { params: {} }, variants: [{ name: 'head', params: {} }] });
});

test.skipIf(process.platform === 'win32')(
  'the metric of a trial replaces the one that was not found',
  async () => {
    const { said } = await init(
      'name="$(printf "qual%s" ity)"\nprintf "{\\"$name\\": 0.%s}" "$CONCLUSIVE_SEED" > "$CONCLUSIVE_RUN_DIR/metrics.json"\n',
    );
    expect(said).not.toContain('no metric was found');
    expect(said).toContain('- say under metrics whether a higher or a lower quality is better');
  },
);

test.skipIf(process.platform === 'win32')('a trial reads printed lines, too', async () => {
  const { said, config } = await init(
    'name="$(printf "f%s" 1)"\nprintf "test $name = 0.%s\\n" "$CONCLUSIVE_SEED"\n',
  );
  expect(said).toContain('- trial: it reports f1; f1 decides\n');
  expect(config.metrics).toMatchObject([{ name: 'f1' }]);
});

test.skipIf(process.platform === 'win32')(
  'a trial that fails says why, and the config stays as it is',
  async () => {
    const { said, config } = await init(`${OPAQUE}\nexit 3\n`);
    expect(said).toMatch(/- trial: .*seed 1: the run failed \(crashed\): .*exit code 3/);
    expect(config.metrics).toMatchObject([{ name: 'accuracy' }]);
  },
);
