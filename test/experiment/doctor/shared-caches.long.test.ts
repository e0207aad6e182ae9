/** Runs that download into one cache, from a server that sends the second half later. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { examine } from '../../../src/experiment/doctor/examine.ts';
import { runExperiment } from '../../../src/experiment.ts';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const HALF = 'x'.repeat(400);
const server = createServer(async (_, response) => {
  response.write(HALF);
  await sleep(600);
  response.end(HALF);
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Like many programs, it takes the file that is there for the whole one. */
const PROGRAM = `import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
const [seed, run, url, name] = process.argv.slice(2);
const place = process.env.HF_HOME + '/' + name;
mkdirSync(process.env.HF_HOME, { recursive: true });
if (!existsSync(place)) await pipeline((await fetch(url)).body, createWriteStream(place));
const share = readFileSync(place, 'utf8').length / 1000;
writeFileSync(run + '/metrics.json', JSON.stringify({ accuracy: share + Math.sin(Number(seed)) / 1000 }));`;

/** Its cache is empty. */
async function projectOf(limits: string, [baseline, head]: readonly [string, string]) {
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('HF_HOME', join(await temporaryFolder(), 'hub'));
  const repository = await Repository.create();
  await repository.commit({
    'train.mjs': PROGRAM,
    'conclusive.yml': `trainer: { command: '"${process.execPath.replaceAll('\\', '/')}" train.mjs {seed} {run_dir} http://127.0.0.1:${port} {params.data}' }
models: { baseline: { params: { data: ${baseline} } }, variants: [{ name: head, params: { data: ${head}, width: 2 } }] }
metrics: [{ name: accuracy, margin: 0.01 }]
seeds: 4
limits: ${limits}
`,
  });
  return { repository: repository.path, config: 'conclusive.yml' };
}

test.each([
  ['the same data', ['one', 'one']],
  ['other data for each model', ['one', 'two']],
] as const)('with a warm-up every run reads the whole download: %s', async (_, names) => {
  const { result } = await runExperiment(await projectOf('{ parallel: 4, warm-up: true }', names));
  const scores = result.models.flatMap(({ values }) => Object.values(values).flat());
  expect(scores).toHaveLength(8);
  for (const { value } of scores) expect(value).toBeCloseTo(0.8, 2);
});

test('doctor proposes the warm-up for a run that wrote into a cache', async () => {
  const cold = await examine({ ...(await projectOf('{ parallel: 4 }', ['one', 'two'])), onStep() {} });
  const found = cold.filter(({ topic }) => topic === 'shared cache');
  expect(found).toEqual([
    {
      topic: 'shared cache',
      status: 'note',
      message: expect.stringMatching(/hub\/one, .*hub\/two, .*\{ warm-up: true \}/),
    },
  ]);
  const warm = await examine({ ...(await projectOf('{ warm-up: true }', ['one', 'two'])), onStep() {} });
  expect(warm.filter(({ topic }) => topic === 'shared cache')).toEqual([]);
});
