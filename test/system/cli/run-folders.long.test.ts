/**
 * Runs that put something else in place of their own folder: a link to where another run works, a folder of the user's, nothing at all.
 * Whatever it is, that run has crashed, and nothing else has changed. Judged by the shipped program.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { judged } from '../support/command.ts';

const TRAIN = `import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
const [, , seed, folder] = process.argv;
const isHead = existsSync('attack.mjs');
const accuracy = 0.8 + 0.001 * Math.sin(7 * Number(seed));
const text = JSON.stringify({ accuracy: isHead ? 0.1 : accuracy });
writeFileSync('metrics.json', text);
if (isHead) await import('./attack.mjs');
// The head ends while the baseline is under way.
else await sleep(1500);
`;

const PRELUDE = `import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
const folder = process.argv[3];
const own = folder + '/..';
const scratch = folder + '/../..';
const replaceBy = (make) => { rmSync(folder, { recursive: true }); make(); };
const baselines = () => readdirSync(scratch).filter((name) => name.startsWith('baseline-') && existsSync(scratch + '/' + name + '/run'));
for (let wait = 0; baselines().length === 0 && wait < 50; wait += 1) await sleep(20);
const other = scratch + '/' + (baselines()[0] ?? 'none') + '/run';
void [execFileSync, mkdirSync, renameSync, symlinkSync, writeFileSync, own, other, replaceBy];
`;

/** What the run leaves where its folder was. FOREIGN is a folder of the user's, with a result in it. */
const REPLACED: Readonly<Record<string, string>> = {
  'a link to the folder of another run': `replaceBy(() => symlinkSync(other, folder))`,
  'a link to the folder above that of another run': `replaceBy(() => symlinkSync(other + '/..', folder))`,
  'a link to a foreign folder': `replaceBy(() => symlinkSync(FOREIGN, folder))`,
  'a link to the root': `replaceBy(() => symlinkSync('/', folder))`,
  'a link to nowhere': `replaceBy(() => symlinkSync(FOREIGN + '/nowhere', folder))`,
  'a link to itself': `replaceBy(() => symlinkSync(folder, folder))`,
  nothing: `replaceBy(() => {})`,
  'another folder': `replaceBy(() => { mkdirSync(folder); writeFileSync(folder + '/metrics.json', '{"accuracy": 0.9}'); })`,
  'the folder beside it': `renameSync(folder, own + '/moved'); mkdirSync(folder); writeFileSync(folder + '/metrics.json', '{"accuracy": 0.9}')`,
  'a file': `replaceBy(() => writeFileSync(folder, '{"accuracy": 0.9}'))`,
  'a pipe': `replaceBy(() => execFileSync('mkfifo', [folder]))`,
};

async function judge(attack: string, trainer: string) {
  const repository = await Repository.create();
  const foreign = await temporaryFolder();
  await writeFile(join(foreign, 'metrics.json'), '{"accuracy": 0.99}');
  await writeFile(join(foreign, 'payroll.csv'), 'epoch,val_accuracy\n1,0.99\n');
  await repository.write({
    '.gitignore': '.conclusive\n',
    'train.mjs': TRAIN,
    'conclusive.yml': `trainer: { command: '"${process.execPath}" train.mjs {seed} {run_dir}'${trainer} }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, margin: 0.02 }]
seeds: 3
limits: { parallel: 2, retries: 0 }
checks: { reproducible: false }
`,
  });
  const before = await repository.commit({});
  const after = await repository.commit({
    'attack.mjs': `${PRELUDE}${attack.replaceAll('FOREIGN', JSON.stringify(foreign))};\n`,
  });
  const end = await judged(repository.path, 'run', '--base', before, '--head', after, '--json');
  const folder = join(repository.path, '.conclusive/runs');
  const names = (await readdir(folder)).filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
  const records = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))),
  );
  return { end, records, left: await readdir(foreign) };
}

test.skipIf(process.platform === 'win32').each(Object.entries(REPLACED))(
  'a run whose folder has become %s has crashed, and no other run has changed',
  async (_, attack) => {
    const { end, records, left } = await judge(attack, ', outputs: [metrics.json]');
    expect(end.code, end.stderr).not.toBe(0);
    expect(JSON.parse(end.stdout).verdict, end.stderr).toBe('invalid');
    expect(end.stderr).not.toMatch(/^\s+at /m);
    expect(`${end.stdout}${end.stderr}`).not.toContain('payroll');
    expect(`${end.stdout}${end.stderr}`).not.toContain('/proc/self');
    expect(left.sort()).toEqual(['metrics.json', 'payroll.csv']);
    const ofHead = records.filter(({ model }) => model === 'head');
    const ofBaseline = records.filter(({ model }) => model === 'baseline');
    expect(ofHead.length).toBeGreaterThan(0);
    for (const { status, failure } of ofHead) {
      expect(status).toBe('crashed');
      expect(failure).toMatch(/^the run folder was (?:removed|replaced)/);
    }
    for (const { status, metrics } of ofBaseline) {
      expect(status).toBe('ok');
      expect(metrics.test.accuracy).toBeCloseTo(0.8, 2);
    }
  },
);

test.skipIf(process.platform === 'win32')(
  'a tree that a run has replaced by a link gives nothing, and keeps its target',
  async () => {
    const attack = `const tree = process.cwd(); process.chdir('/'); rmSync(tree, { recursive: true }); symlinkSync(FOREIGN, tree)`;
    const { end, records, left } = await judge(attack, ', outputs: [metrics.json]');
    expect(end.code, end.stderr).not.toBe(0);
    expect(left.sort()).toEqual(['metrics.json', 'payroll.csv']);
    expect(`${end.stdout}${end.stderr}`).not.toContain('payroll');
    for (const { model, status } of records) expect(status).toBe(model === 'head' ? 'crashed' : 'ok');
  },
);

test.skipIf(process.platform === 'win32')('what a run swaps while it is read leads nowhere', async () => {
  // A process of the run that outlives it goes on to swap a folder for a link and back.
  const attack = `mkdirSync(folder + '/logs');
writeFileSync(folder + '/metrics.json', '{"accuracy": 0.5}');
const swap = "const fs=require('fs');const [f,t]=process.argv.slice(1);const end=Date.now()+20000;while(Date.now()<end){try{fs.renameSync(f,f+'-away');fs.symlinkSync(t,f);fs.unlinkSync(f);fs.renameSync(f+'-away',f)}catch{}}";
const { spawn } = await import('node:child_process');
spawn(process.execPath, ['-e', swap, folder + '/logs', FOREIGN], { detached: true, stdio: 'ignore', env: {} }).unref()`;
  const { end, left } = await judge(attack, '');
  expect(end.stderr).not.toMatch(/^\s+at /m);
  expect(`${end.stdout}${end.stderr}`).not.toContain('payroll');
  expect(left.sort()).toEqual(['metrics.json', 'payroll.csv']);
});
