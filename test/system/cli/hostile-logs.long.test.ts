/** Logs that keep a reader busy for minutes: the runs of the other model have their time limits meanwhile, and the experiment ends. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Repository } from '../../support/repository.ts';
import { conclusive } from '../support/command.ts';

const TRAIN = `import { existsSync, truncateSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
const [, , seed, folder] = process.argv;
writeFileSync(folder + '/metrics.json', JSON.stringify({ accuracy: 0.8 + 0.001 * Math.sin(7 * Number(seed)) }));
writeFileSync(folder + '/own.jsonl', '{"a": 1}\\n');
writeFileSync(folder + '/own.yaml', 'a: 1\\n');
if (!existsSync('attack.mjs')) await sleep(2000);
else await import('./attack.mjs');
`;

const LOGS: Readonly<Record<string, string>> = {
  'sparse files of zeros': `for (let index = 0; index < 20; index += 1) {
  writeFileSync(folder + '/' + index + '.jsonl', '');
  truncateSync(folder + '/' + index + '.jsonl', 100 * 2 ** 20);
}`,
  'millions of lines that are no JSON': `writeFileSync(folder + '/own.jsonl', '{"a": 1}\\n' + '{\\n'.repeat(10_000_000))`,
  'lists in lists without end': `writeFileSync(folder + '/own.yaml', '['.repeat(1_000_000))`,
  'objects in objects without end': `writeFileSync(folder + '/own.yaml', '{"a":'.repeat(300_000))`,
};

test.each(Object.entries(LOGS))('%s', async (_, attack) => {
  const repository = await Repository.create();
  await repository.write({
    '.gitignore': '.conclusive\n',
    'train.mjs': TRAIN,
    'conclusive.yml': `trainer: { command: '"${process.execPath}" train.mjs {seed} {run_dir}' }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics:
  - { name: accuracy, margin: 0.02 }
  - { name: lines, role: secondary, direction: maximize, from: { file: own.jsonl, key: a } }
  - { name: depth, role: secondary, direction: maximize, from: { file: own.yaml, key: a } }
seeds: 2
limits: { parallel: 2, retries: 0, run-minutes: 0.25 }
`,
  });
  const before = await repository.commit({});
  const after = await repository.commit({
    'attack.mjs': `import { truncateSync, writeFileSync } from 'node:fs';\nconst folder = process.argv[3];\n${attack};\nvoid truncateSync;\n`,
  });
  const end = await conclusive(repository.path, 'run', '--base', before, '--head', after, '--json');
  expect(end.stderr).not.toMatch(/FATAL|^\s+at /m);
  const folder = join(repository.path, '.conclusive/runs');
  const names = (await readdir(folder)).filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
  const records = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))),
  );
  const ofBaseline = records.filter(({ model }) => model === 'baseline');
  // A refused log of head ends the experiment at once, perhaps before a run of the baseline.
  if (!/the run of head, seed \d, has no/.test(end.stderr))
    expect(ofBaseline.length, end.stderr).toBeGreaterThan(0);
  for (const { status, failure } of ofBaseline) expect(failure ?? status).not.toMatch(/time|killed/i);
});
