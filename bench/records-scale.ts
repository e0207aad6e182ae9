/**
 * Measures time and memory of `conclusive report` on many jobs' records.
 *
 *   npx jiti bench/records-scale.ts [seeds] [models] [examples] [path of cli.js]
 *
 * Default: 1,000 seeds × 10 models with 20 epochs; `examples` adds predictions. Exits with 1 above 20 s or 1 GB.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from '../src/experiment/prepare.ts';
import { canonicalJson } from '../src/records/json.ts';
import { RUN_SCHEMA, type RunRecord } from '../src/records/record.ts';
import { createRandom } from '../src/stats/random.ts';

const [seeds = 1000, models = 10, examples = 0] = process.argv.slice(2, 5).map(Number);
const cli = process.argv[5] ?? fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const JOBS = 16;
const EPOCHS = 20;
const TICKS_A_SECOND = 100;
const MAX_SECONDS = 20;
const MAX_MEGABYTES = 1000;

const directory = mkdtempSync(join(tmpdir(), 'conclusive-records-'));
const variants = Array.from(
  { length: models - 1 },
  (_, at) => `{ name: v${at + 1}, params: { arm: ${at + 1} } }`,
);
// Outside git, every file next to the config counts as code.
const code = join(directory, 'code');
mkdirSync(code);
writeFileSync(join(code, 'train.mjs'), '');
writeFileSync(
  join(code, 'conclusive.yml'),
  `trainer: { command: node train.mjs, versions: git --version }
params: { arm: 0 }
models: { baseline: {}, variants: [${variants.join(', ')}] }
metrics: [{ name: accuracy, role: primary, margin: 0.005 }, { name: macro_f1 }]
seeds: ${seeds}
checks: { reproducible: false }
`,
);

function writeRecord(folder: string, model: string, arm: number, seed: number, fingerprint: string): void {
  const random = createRandom('records-scale', model, seed);
  const noise = () => random() - 0.5;
  const accuracy = 0.8 + 0.001 * arm + 0.02 * noise();
  const labels = Array.from({ length: examples }, (_, id) => id % 2);
  const lines = labels.map((label, id) =>
    JSON.stringify({
      split: 'test',
      id: String(id),
      label,
      prediction: random() < accuracy ? label : 1 - label,
    }),
  );
  const text = lines.map((line) => `${line}\n`).join('');
  const file = `${fingerprint}.predictions.jsonl`;
  if (examples > 0) writeFileSync(join(folder, file), text);
  const record: RunRecord = {
    schema: RUN_SCHEMA,
    fingerprint,
    model,
    seed,
    params: { arm },
    commit: null,
    status: 'ok',
    failure: null,
    divergedBy: null,
    curves: Array.from({ length: EPOCHS }, (_, at) => ({
      epoch: at + 1,
      train: { loss: 1 / (at + 1) + 0.01 * noise(), accuracy: 0.8 + 0.01 * noise() },
      validation: { loss: 1 / (at + 1) + 0.1 + 0.01 * noise(), accuracy: 0.75 + 0.01 * noise() },
    })),
    metrics: { test: { accuracy, macro_f1: accuracy - 0.1 + 0.001 * noise() } },
    slices: {},
    predictions:
      examples === 0
        ? null
        : { file, sha256: createHash('sha256').update(text).digest('hex'), examples: null },
    parameters: 1000,
    environment: { python: '3.12.1', torch: '2.6.0' },
    cost: {
      wallSeconds: 60 + noise(),
      cpuSeconds: 60,
      peakMemoryBytes: 1e9,
      machine: 'a processor',
      node: 'a',
    },
  };
  writeFileSync(join(folder, `${fingerprint}.json`), `${canonicalJson(record)}\n`);
}

async function writeRecords(): Promise<void> {
  const prepared = await prepare({
    repository: code,
    config: 'conclusive.yml',
    recordsOnly: true,
    outputDirectory: join(directory, 'plan'),
  });
  for (let seed = 1; seed <= seeds; seed++) {
    const folder = join(directory, 'records', `job-${seed % JOBS}`, 'runs');
    mkdirSync(folder, { recursive: true });
    for (const [arm, model] of prepared.models.entries())
      writeRecord(folder, model.name, arm, seed, model.fingerprint(seed));
  }
  await prepared.close();
}

/** Reads peak MB and CPU seconds; null after the end and except on Linux. */
function usageOf(pid: number): { readonly peak: number; readonly cpu: number } | null {
  try {
    const [, kilobytes = '0'] = /^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /, '')
      .split(' ');
    return {
      peak: Number(kilobytes) / 1024,
      cpu: (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND,
    };
  } catch {
    return null;
  }
}

async function judge(): Promise<boolean> {
  const start = performance.now();
  const options = ['report', '--json', '--records', join(directory, 'records')];
  const child = spawn(process.execPath, [cli, ...options, '--output', join(directory, 'judged')], {
    cwd: code,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  let used = { peak: 0, cpu: 0 };
  const watch = setInterval(() => {
    const { peak, cpu } = usageOf(child.pid ?? 0) ?? used;
    used = { peak: Math.max(used.peak, peak), cpu: Math.max(used.cpu, cpu) };
  }, 50);
  const exitCode = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(watch);
  const seconds = (performance.now() - start) / 1000;
  const { peak, cpu } = used;
  const { verdict, comparisons } = JSON.parse(Buffer.concat(chunks).toString());
  console.log(
    `${seeds * models} records of ${seeds} seeds × ${models} models, ${examples} predictions each: ${verdict} (${comparisons.length} comparisons) after ${seconds.toFixed(1)} s (${cpu.toFixed(1)} s of CPU) with ${Math.round(peak)} MB, exit code ${exitCode}`,
  );
  return seconds <= MAX_SECONDS && peak <= MAX_MEGABYTES;
}

try {
  await writeRecords();
  process.exitCode = (await judge()) ? 0 : 1;
} finally {
  rmSync(directory, { recursive: true });
}
