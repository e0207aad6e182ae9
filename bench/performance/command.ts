/**
 * A command trainer with PyTorch: 12 runs (2 models × 6 seeds) of a second or two each. Conclusive with a process for each run, beside a plain script
 * that starts them one after the other; and Conclusive with the program of docs/reference/command-protocol.md that stays (`trainer.serve`), beside a
 * script that imports PyTorch once and trains them one after the other. Each script also side by side, every one with its share of the runs: what the
 * machine can gain at most. All have to agree in every metric.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import type { Figure } from './figures.ts';
import type { Part } from './part.ts';
import { conclusive, PYTHON, ROOT, timed } from './processes.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];
const WIDTHS = { baseline: 32, wider: 64 };
const ROUNDS = 2;
const EPOCHS = 60;
const GAIN = 0.65;
const LIMIT = 1.05;

const train = (epochs: number) => `
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
for epoch in range(${epochs}):
    for rows in torch.randperm(2000).split(32):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x[rows]), y[rows]).backward()
        optimizer.step()
accuracy = (model(x[2000:]).argmax(1) == y[2000:]).double().mean().item()
with open(os.path.join(options.out, "metrics.json"), "w") as file:
    json.dump({"accuracy": accuracy}, file)
`;

const config = (serve: boolean) => `trainer:
  command: ${PYTHON} train.py --seed {seed} --width {params.width} --out {run_dir}
${serve ? `  serve: ${PYTHON} serve.py\n` : ''}models:
  baseline: { params: { width: ${WIDTHS.baseline} } }
  variants: [{ name: wider, params: { width: ${WIDTHS.wider} } }]
metrics: [{ name: accuracy, role: primary, margin: 0.01 }]
seeds: ${SEEDS.length}
code: [train.py]
gate: { fail-on: [invalid] }
`;

interface Way {
  readonly name: string;
  readonly train: () => Promise<{ readonly wall: number; readonly values: readonly number[] }>;
}

export const command: Part = {
  name: 'command',
  minutes: 5,
  needsPyTorch: true,
  async measure({ folder: parent, isTrial, say }) {
    const folder = join(parent, 'command');
    mkdirSync(folder);
    const page = readFileSync(join(ROOT, 'docs/reference/command-protocol.md'), 'utf8');
    writeFileSync(join(folder, 'serve.py'), /```python\n(# serve\.py[\s\S]*?)```/.exec(page)?.[1] ?? '');
    writeFileSync(join(folder, 'train.py'), train(isTrial ? 1 : EPOCHS));
    writeFileSync(join(folder, 'once.py'), ONCE);
    const cores = availableParallelism();
    const ways: readonly Way[] = [
      { name: 'a script', train: () => scripts(folder, 1, apart) },
      { name: `${cores} scripts side by side`, train: () => scripts(folder, cores, apart) },
      { name: 'a process for each run', train: () => measured(folder, false) },
      { name: 'a script that imports once', train: () => scripts(folder, 1, once) },
      { name: `${cores} of them side by side`, train: () => scripts(folder, cores, once) },
      { name: 'with trainer.serve', train: () => measured(folder, true) },
    ];
    const walls = ways.map(() => [] as number[]);
    let known: string | undefined;
    for (let round = 0; round < (isTrial ? 1 : ROUNDS); round++)
      for (const [index, way] of ways.entries()) {
        const { wall, values } = await way.train();
        say(`${way.name}: ${wall.toFixed(1)} s`);
        walls[index]?.push(wall);
        known ??= JSON.stringify(values);
        if (JSON.stringify(values) !== known)
          throw new Error(`${way.name} has other metrics than ${ways[0]?.name}`);
      }
    const [processes, processesBeside, own, imports, importsBeside, served] = walls.map((times) =>
      Math.min(...times),
    ) as [number, number, number, number, number, number];
    const name = 'command trainer, 12 runs of PyTorch';
    const figure = (what: string, here: number, other: string, value: number, wanted?: number): Figure => ({
      ...{ name: `${name}, ${what}`, here, unit: 's', beside: { name: other, value } },
      ...(wanted !== undefined && { wanted }),
    });
    const [script, sideBySide] = ['a script, a process for each run', `${cores} such scripts side by side`];
    const [onceScript, onceSideBySide] = ['a script that imports once', `${cores} such scripts side by side`];
    const figures = [
      figure('a process for each', own, script, processes, GAIN),
      figure('a process for each', own, sideBySide, processesBeside, LIMIT),
      figure('trainer.serve', served, script, processes, GAIN),
      figure('trainer.serve', served, onceScript, imports, GAIN),
      figure('trainer.serve', served, onceSideBySide, importsBeside, LIMIT),
    ];
    return { figures };
  },
};

/** The command of a script for these runs, each with the arguments of its own. */
type Script = (runs: readonly string[]) => string;

const apart: Script = (runs) => runs.map((own) => `"${PYTHON}" train.py ${own}`).join(' && ');
/** As `trainer.serve` does, without a process of its own for each. */
const once: Script = (runs) => `"${PYTHON}" once.py ${runs.map((own) => `'${own}'`).join(' ')}`;
const ONCE = `
import runpy, sys
import torch
for run in sys.argv[1:]:
    sys.argv = ["train.py", *run.split()]
    runpy.run_path("train.py", run_name="__main__")
`;

/** @param count at a time, each with its share of the runs */
async function scripts(folder: string, count: number, script: Script) {
  const runs = Object.values(WIDTHS).flatMap((width) =>
    SEEDS.map((seed) => {
      const out = `plain-${width}-${seed}`;
      rmSync(join(folder, out), { recursive: true, force: true });
      mkdirSync(join(folder, out));
      return { out: join(folder, out), own: `--seed ${seed} --width ${width} --out ${out}` };
    }),
  );
  const shares = Array.from({ length: count }, (_, share) =>
    runs.filter((_, index) => index % count === share).map(({ own }) => own),
  );
  const { wall } = await timed(`${shares.map((own) => `(${script(own)}) &`).join(' ')} wait`, folder);
  const values = runs.map(
    ({ out }) =>
      (JSON.parse(readFileSync(join(out, 'metrics.json'), 'utf8')) as { accuracy: number }).accuracy,
  );
  return { wall, values };
}

async function measured(folder: string, serve: boolean) {
  writeFileSync(join(folder, 'conclusive.yml'), config(serve));
  rmSync(join(folder, '.conclusive'), { recursive: true, force: true });
  const { wall } = await timed(conclusive('run --json -c conclusive.yml > result.json'), folder);
  const result = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as ExperimentResult;
  const values = result.models.flatMap((model) => (model.values.accuracy ?? []).map(({ value }) => value));
  return { wall, values };
}
