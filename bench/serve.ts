/**
 * What `trainer.serve` saves a command trainer: 12 runs (2 models × 6 seeds) of a small PyTorch model, whose runs take about a second.
 *
 *   npx jiti bench/serve.ts [epochs]
 *
 * In turn: a plain script that trains the same runs one after the other, Conclusive with a process for each run, and Conclusive with the program of
 * docs/reference/command-protocol.md. Wall and CPU seconds are those of the whole command with all that it starts, as bash's `time` tells
 * them. The three have to agree in every metric, else nothing is printed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { markdownTable } from 'markdown-table';
import type { ExperimentResult } from '../src/verdict/result.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const EPOCHS = Number(process.argv[2] ?? 20);
const PYTHON = process.env.BENCH_PYTHON ?? 'python3';
const SEEDS = [1, 2, 3, 4, 5, 6];
const WIDTHS = { baseline: 32, wider: 64 };

const TRAIN = `
import argparse, json, os
import torch
parser = argparse.ArgumentParser()
parser.add_argument("--seed", type=int); parser.add_argument("--width", type=int); parser.add_argument("--out")
options = parser.parse_args()
torch.set_num_threads(1)
data = torch.Generator().manual_seed(0)
x = torch.randn(3000, 20, generator=data)
y = ((x[:, :5] ** 2).sum(1) + torch.randn(3000, generator=data) > 5).long()
torch.manual_seed(options.seed)
model = torch.nn.Sequential(torch.nn.Linear(20, options.width), torch.nn.ReLU(), torch.nn.Linear(options.width, 2))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(${EPOCHS}):
    for rows in torch.randperm(2000).split(32):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x[rows]), y[rows]).backward()
        optimizer.step()
accuracy = (model(x[2000:]).argmax(1) == y[2000:]).double().mean().item()
with open(os.path.join(options.out, "metrics.json"), "w") as file:
    json.dump({"accuracy": accuracy}, file)
`;

const config = (serve: string) => `trainer:
  command: ${PYTHON} train.py --seed {seed} --width {params.width} --out {run_dir}
${serve}models:
  baseline: { params: { width: ${WIDTHS.baseline} } }
  variants: [{ name: wider, params: { width: ${WIDTHS.wider} } }]
metrics: [{ name: accuracy, role: primary, margin: 0.01 }]
seeds: ${SEEDS.length}
code: [train.py]
gate: { fail-on: [invalid] }
`;

const folder = mkdtempSync(join(tmpdir(), 'conclusive-serve-'));
try {
  const page = readFileSync(join(ROOT, 'docs/reference/command-protocol.md'), 'utf8');
  writeFileSync(join(folder, 'serve.py'), /```python\n(# serve\.py[\s\S]*?)```/.exec(page)?.[1] ?? '');
  writeFileSync(join(folder, 'train.py'), TRAIN);
  const rows = [
    plain(),
    measured('a process for each run', ''),
    measured('serve', `  serve: ${PYTHON} serve.py\n`),
  ];
  const [first] = rows;
  for (const { name, values } of rows)
    if (JSON.stringify(values) !== JSON.stringify(first?.values))
      throw new Error(`${name} has other metrics`);
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${EPOCHS} epochs\n`);
  console.log(
    markdownTable([
      ['12 runs', 'wall', 'CPU', 'wall, of the script', 'CPU, of the script'],
      ...rows.map(({ name, wall, cpu }) => [
        name,
        `${wall.toFixed(1)} s`,
        `${cpu.toFixed(1)} s`,
        (wall / (first?.wall ?? 1)).toFixed(2),
        (cpu / (first?.cpu ?? 1)).toFixed(2),
      ]),
    ]),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function plain() {
  const runs = Object.values(WIDTHS).flatMap((width) =>
    SEEDS.map((seed) => {
      const out = join(folder, `plain-${width}-${seed}`);
      mkdirSync(out);
      return { out, command: `${PYTHON} train.py --seed ${seed} --width ${width} --out ${out}` };
    }),
  );
  const times = time(runs.map(({ command }) => command).join(' && '));
  const values = runs.map(
    ({ out }) =>
      (JSON.parse(readFileSync(join(out, 'metrics.json'), 'utf8')) as { accuracy: number }).accuracy,
  );
  return { name: 'script', ...times, values };
}

function measured(name: string, serve: string) {
  const path = join(folder, 'conclusive.yml');
  writeFileSync(path, config(serve));
  rmSync(join(folder, '.conclusive'), { recursive: true, force: true });
  const times = time(
    `"${process.execPath}" "${join(ROOT, 'dist/cli.js')}" run --json -c conclusive.yml > result.json`,
  );
  const result = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as ExperimentResult;
  const values = result.models.flatMap((model) => (model.values.accuracy ?? []).map(({ value }) => value));
  return { name, ...times, values };
}

function time(script: string): { readonly wall: number; readonly cpu: number } {
  const { status, stderr } = spawnSync('bash', ['-c', `TIMEFORMAT='time %R %U %S'; time { ${script}; }`], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' },
  });
  const [, wall = '', user = '', system = ''] = /^time (\S+) (\S+) (\S+)$/m.exec(stderr) ?? [];
  if (status !== 0 || wall === '') throw new Error(`${script} ended with ${status}: ${stderr}`);
  return { wall: Number(wall), cpu: Number(user) + Number(system) };
}
