/**
 * Times a PyTorch command trainer: short runs of 2 models × 6 or 12 seeds, the first seed repeated. A process per run is
 * compared with a script that starts each. Parallel scripts show the machine's limit. All metrics must agree.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import type { Figure } from './figures.ts';
import type { Part } from './part.ts';
import { conclusive, PYTHON, timed } from './processes.ts';
import { medianNeighbours, type Turn } from './turns.ts';

/** With few runs, start and end weigh more. */
const SEEDS = { few: 6, more: 12 };
const WIDTHS = { baseline: 32, wider: 64 };
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

const config = (seeds: number) => `trainer:
  command: ${PYTHON} train.py --seed {seed} --width {params.width} --out {run_dir}
models:
  baseline: { params: { width: ${WIDTHS.baseline} } }
  variants: [{ name: wider, params: { width: ${WIDTHS.wider} } }]
metrics: [{ name: accuracy, role: primary, margin: 0.01 }]
seeds: ${seeds}
checks: { reproducible: true }
code: [train.py]
gate: { fail-on: [invalid] }
`;

interface Trained {
  readonly wall: number;
  readonly cpu: number;
  /** Repeated runs are left out. */
  readonly values: readonly number[];
}

type Way = (folder: string, seeds: number) => Promise<Trained>;
type Named = readonly [string, Way];

export const command: Part = {
  name: 'command',
  minutes: 12,
  needsPyTorch: true,
  async measure({ folder: parent, isTrial, say }) {
    const folder = join(parent, 'command');
    mkdirSync(folder);
    writeFileSync(join(folder, 'train.py'), train(isTrial ? 1 : EPOCHS));
    const cores = availableParallelism();
    const beside = `${cores} such scripts side by side`;
    const apart = ['a process for each run', measured] as const;
    const script = ['a script, a process for each run', scripts(1)] as const;
    const limit = [beside, scripts(cores)] as const;
    async function take(seeds: number, ways: readonly Named[]): Promise<readonly Turn<Named>[]> {
      const turns: Turn<Named>[] = [];
      for (const way of ways) {
        const [name, train] = way;
        const { wall, cpu, values } = await train(folder, seeds);
        say(`${runsOf(seeds).length} runs, ${name}: ${wall.toFixed(1)} s, CPU ${cpu.toFixed(1)} s`);
        known.set(seeds, known.get(seeds) ?? JSON.stringify(values));
        if (JSON.stringify(values) !== known.get(seeds)) throw new Error(`${name} has other metrics`);
        turns.push({ way, wall, cpu });
      }
      return turns;
    }
    const known = new Map<number, string>();

    const figures: Figure[] = [];
    // A trial takes just enough turns for each pair.
    const ofProcesses = [script, apart, limit, apart, limit, apart, script];
    const processes = await take(SEEDS.few, isTrial ? ofProcesses.slice(0, 3) : ofProcesses);
    figures.push(figureOf(SEEDS.few, processes, [apart, script], GAIN));
    figures.push(figureOf(SEEDS.few, processes, [apart, limit]));
    if (isTrial) return { figures };
    figures.push(figureOf(SEEDS.more, await take(SEEDS.more, [apart, limit, apart, limit]), [apart, limit]));
    return { figures };
  },
};

type Pair = readonly [own: Named, other: Named];

function figureOf(seeds: number, turns: readonly Turn<Named>[], [own, other]: Pair, wanted = LIMIT): Figure {
  const [here, value] = medianNeighbours(turns, [own, other], 'wall');
  return {
    name: `command trainer, ${runsOf(seeds).length} runs of PyTorch, ${own[0]}`,
    ...{ here, unit: 's' },
    beside: { name: other[0], value },
    wanted,
  };
}

/** Repeated runs come last. */
function runsOf(seeds: number) {
  const numbers = Array.from({ length: seeds }, (_, index) => index + 1);
  const of = (seeds: readonly number[], folder: string) =>
    Object.values(WIDTHS).flatMap((width) =>
      seeds.map((seed) => ({ width, seed, out: `${folder}-${width}-${seed}` })),
    );
  return [...of(numbers, 'plain'), ...of([1], 'again')];
}

/** @param count scripts in parallel, each with its share of runs */
function scripts(count: number): Way {
  return async (folder, seeds) => {
    const runs = runsOf(seeds);
    for (const { out } of runs) {
      rmSync(join(folder, out), { recursive: true, force: true });
      mkdirSync(join(folder, out));
    }
    const own = runs.map(({ width, seed, out }) => `--seed ${seed} --width ${width} --out ${out}`);
    const shares = Array.from({ length: count }, (_, share) =>
      own.filter((_, index) => index % count === share),
    );
    const { wall, cpu } = await timed(
      `${shares.map((own) => `(${own.map((options) => `"${PYTHON}" train.py ${options}`).join(' && ')}) &`).join(' ')} wait`,
      folder,
    );
    const values = runs.map(
      ({ out }) =>
        (JSON.parse(readFileSync(join(folder, out, 'metrics.json'), 'utf8')) as { accuracy: number })
          .accuracy,
    );
    return { wall, cpu, values: values.slice(0, runs.length - Object.keys(WIDTHS).length) };
  };
}

const measured: Way = async (folder, seeds) => {
  writeFileSync(join(folder, 'conclusive.yml'), config(seeds));
  const output = join(folder, '.conclusive');
  rmSync(output, { recursive: true, force: true });
  const { wall, cpu } = await timed(conclusive('run --json -c conclusive.yml > result.json'), folder);
  const trained = ['runs', 'repeats/runs'].flatMap((place) =>
    readdirSync(join(output, place)).filter((name) => name.endsWith('.json')),
  );
  const wanted = runsOf(seeds).length;
  if (trained.length !== wanted)
    throw new Error(`Conclusive trained ${trained.length} runs, and the scripts ${wanted}`);
  const result = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as ExperimentResult;
  const values = result.models.flatMap((model) => (model.values.accuracy ?? []).map(({ value }) => value));
  return { wall, cpu, values };
};
