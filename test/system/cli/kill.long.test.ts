/** The shipped program is killed at random moments: no record is lost or half written, and the verdict stays what it is. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRandom } from '../../../src/stats/random.ts';
import { Repository } from '../../support/repository.ts';
import { readResult } from '../../support/result-schema.ts';
import { conclusive, start } from '../support/command.ts';

/** Fifty by hand (`KILLS=50`): three minutes on two quiet cores, which CI has no room for. */
const KILLS = Number(process.env.KILLS ?? 8);
const TRAIN = `import { readFileSync, writeFileSync } from 'node:fs';
const loss = Number(readFileSync('loss.txt', 'utf8'));
const seed = Number(process.argv[2]);
const examples = Array.from({ length: 2000 }, (_, id) => ({ id: String(id), label: 1, prediction: (id * 7919 + seed * 104729) % 1009 < 1009 * (0.8 - loss) ? 1 : 0, split: 'test' }));
writeFileSync(process.argv[3] + '/predictions.jsonl', examples.map((one) => JSON.stringify(one)).join('\\n') + '\\n');
writeFileSync(process.argv[3] + '/metrics.json', JSON.stringify({ accuracy: 0.8 - loss + 0.01 * Math.sin(7 * seed + loss) }));
setTimeout(() => {}, 100);
`;

/** Without what a run cost. */
async function recordsOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder).catch(() => []);
  const records = names.filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
  const texts = await Promise.all(
    records.map(async (name) => {
      const { cost: _, ...record } = JSON.parse(await readFile(join(folder, name), 'utf8'));
      if (record.predictions !== null) await readFile(join(folder, record.predictions.file));
      return [name, JSON.stringify(record)] as const;
    }),
  );
  return new Map(texts);
}

/** Every experiment that is killed goes on. */
const A_LONG_TIME = 1_800_000;

test(
  'nothing is lost to a kill at any moment',
  async () => {
    const repository = await Repository.create();
    const base = await repository.commit({
      '.gitignore': '.conclusive\n',
      'train.mjs': TRAIN,
      'loss.txt': '0',
      'conclusive.yml': `trainer: { command: '"${process.execPath.replaceAll('\\', '/')}" train.mjs {seed} {run_dir}' }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, margin: 0.02 }]
seeds: 4
limits: { parallel: 2 }
`,
    });
    const head = await repository.commit({ 'loss.txt': '0.2' });
    const args = ['run', '--base', base, '--head', head, '--json'];
    const verdictOf = (stdout: string) => {
      const { verdict, comparisons } = readResult(stdout);
      return { verdict, comparisons };
    };
    const begin = performance.now();
    const reference = await conclusive(repository.path, ...args);
    expect(reference.code, reference.stderr).toBe(1);
    expect(verdictOf(reference.stdout).verdict).toBe('regression');
    const latestMs = performance.now() - begin;
    const output = join(repository.path, '.conclusive');
    const runs = join(output, 'runs');
    const complete = await recordsOf(runs);
    await rm(output, { recursive: true });

    const random = createRandom('kills');
    const counts = { kills: 0, seen: 0, lost: 0, changed: 0 };
    let known: ReadonlyMap<string, string> = new Map();
    while (counts.kills < KILLS) {
      const { child, finished } = start(repository.path, args);
      await Promise.race([sleep(random() * latestMs), finished]);
      if (child.exitCode === null) {
        child.kill('SIGKILL');
        counts.kills += 1;
      }
      const end = await finished;
      const now = await recordsOf(runs);
      counts.seen += now.size;
      for (const [name, record] of now) if (complete.get(name) !== record) counts.changed += 1;
      for (const name of known.keys()) if (!now.has(name)) counts.lost += 1;
      known = now;
      if (end.code === null) continue;
      expect(verdictOf(end.stdout)).toEqual(verdictOf(reference.stdout));
      await rm(output, { recursive: true });
      known = new Map();
    }
    const last = await conclusive(repository.path, ...args);
    expect(verdictOf(last.stdout)).toEqual(verdictOf(reference.stdout));
    expect(counts).toMatchObject({ kills: KILLS, lost: 0, changed: 0 });
    expect(counts.seen).toBeGreaterThan(0);
    expect(await readdir(join(output, 'tmp'))).toEqual([]);
    console.log(`kills: ${JSON.stringify(counts)}`);
  },
  A_LONG_TIME,
);
