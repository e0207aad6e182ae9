/**
 * A command trainer with PyTorch: runs of a second or two each, of 2 models × 6 or 12 seeds, and the first seed of each a second time, as the check
 * `reproducible` has it. Conclusive with a process for each run, beside a plain script that starts them one after the other; and Conclusive with the
 * program of docs/reference/command-protocol.md that stays (`trainer.serve`), beside a script that imports PyTorch once. Each script also side by side,
 * every one with its share of the runs: what the machine can gain at most. All train the same runs, and have to agree in every metric.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import type { Figure } from './figures.ts';
import type { Part } from './part.ts';
import { conclusive, PYTHON, ROOT, timed } from './processes.ts';

/** With few runs, the start and the end of the command count for more. */
const SEEDS = { few: 6, more: 12 };
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

const config = (seeds: number, serve: boolean) => `trainer:
  command: ${PYTHON} train.py --seed {seed} --width {params.width} --out {run_dir}
${serve ? `  serve: ${PYTHON} serve.py\n` : ''}models:
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
  /** By model and seed, without the runs that were repeated. */
  readonly values: readonly number[];
}

/** Conclusive, or a plain script, and the scripts side by side. */
type Way = (folder: string, seeds: number) => Promise<Trained>;

export const command: Part = {
  name: 'command',
  minutes: 8,
  needsPyTorch: true,
  async measure({ folder: parent, isTrial, say }) {
    const folder = join(parent, 'command');
    mkdirSync(folder);
    const page = readFileSync(join(ROOT, 'docs/reference/command-protocol.md'), 'utf8');
    writeFileSync(join(folder, 'serve.py'), /```python\n(# serve\.py[\s\S]*?)```/.exec(page)?.[1] ?? '');
    writeFileSync(join(folder, 'train.py'), train(isTrial ? 1 : EPOCHS));
    writeFileSync(join(folder, 'once.py'), ONCE);
    const cores = availableParallelism();
    const beside = `${cores} such scripts side by side`;
    const apart = {
      own: ['a process for each run', measured(false)],
      script: ['a script, a process for each run', scripts(1, eachApart)],
      beside: [beside, scripts(cores, eachApart)],
    } as const;
    const served = {
      own: ['trainer.serve', measured(true)],
      script: ['a script that imports once', scripts(1, allInOne)],
      beside: [beside, scripts(cores, allInOne)],
    } as const;

    /** The shortest time of each, in turns. */
    async function time(seeds: number, ways: ReadonlyArray<readonly [string, Way]>): Promise<number[]> {
      const walls = ways.map(() => Number.POSITIVE_INFINITY);
      let known: string | undefined;
      for (let round = 0; round < (isTrial ? 1 : ROUNDS); round++)
        for (const [index, [name, train]] of ways.entries()) {
          const { wall, cpu, values } = await train(folder, seeds);
          say(`${runsOf(seeds).length} runs, ${name}: ${wall.toFixed(1)} s, CPU ${cpu.toFixed(1)} s`);
          walls[index] = Math.min(wall, walls[index] ?? wall);
          known ??= JSON.stringify(values);
          if (JSON.stringify(values) !== known)
            throw new Error(`${name} has other metrics than ${ways[0]?.[0]}`);
        }
      return walls;
    }
    const figure = (
      seeds: number,
      what: string,
      here: number,
      other: string,
      value: number,
      wanted: number,
    ) => {
      const name = `command trainer, ${runsOf(seeds).length} runs of PyTorch, ${what}`;
      return { name, here, unit: 's', beside: { name: other, value }, wanted } satisfies Figure;
    };

    const few = SEEDS.few;
    const all = [apart.own, apart.script, apart.beside, served.own, served.script, served.beside];
    const walls = await time(few, all);
    const [own, script, limit, stays, once, limitOnce] = walls as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const figures = [
      figure(few, apart.own[0], own, apart.script[0], script, GAIN),
      figure(few, apart.own[0], own, beside, limit, LIMIT),
      figure(few, served.own[0], stays, apart.script[0], script, GAIN),
      figure(few, served.own[0], stays, served.script[0], once, GAIN),
      figure(few, served.own[0], stays, beside, limitOnce, LIMIT),
    ];
    if (isTrial) return { figures };
    for (const { own, beside } of [apart, served]) {
      const [here = Number.NaN, other = Number.NaN] = await time(SEEDS.more, [own, beside]);
      figures.push(figure(SEEDS.more, own[0], here, beside[0], other, LIMIT));
    }
    return { figures };
  },
};

/** The command of a script for these runs, each with the arguments of its own. */
type Script = (runs: readonly string[]) => string;

const eachApart: Script = (runs) => runs.map((own) => `"${PYTHON}" train.py ${own}`).join(' && ');
/** As `trainer.serve` does, without a process of its own for each. */
const allInOne: Script = (runs) => `"${PYTHON}" once.py ${runs.map((own) => `'${own}'`).join(' ')}`;
const ONCE = `
import runpy, sys
import torch
for run in sys.argv[1:]:
    sys.argv = ["train.py", *run.split()]
    runpy.run_path("train.py", run_name="__main__")
`;

/** The repeated ones last. */
function runsOf(seeds: number) {
  const numbers = Array.from({ length: seeds }, (_, index) => index + 1);
  const of = (seeds: readonly number[], folder: string) =>
    Object.values(WIDTHS).flatMap((width) =>
      seeds.map((seed) => ({ width, seed, out: `${folder}-${width}-${seed}` })),
    );
  return [...of(numbers, 'plain'), ...of([1], 'again')];
}

/** @param count at a time, each with its share of the runs */
function scripts(count: number, script: Script): Way {
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
    const { wall, cpu } = await timed(`${shares.map((own) => `(${script(own)}) &`).join(' ')} wait`, folder);
    const values = runs.map(
      ({ out }) =>
        (JSON.parse(readFileSync(join(folder, out, 'metrics.json'), 'utf8')) as { accuracy: number })
          .accuracy,
    );
    return { wall, cpu, values: values.slice(0, runs.length - Object.keys(WIDTHS).length) };
  };
}

function measured(serve: boolean): Way {
  return async (folder, seeds) => {
    writeFileSync(join(folder, 'conclusive.yml'), config(seeds, serve));
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
}
