/** What is found in the programs that people write, without running any of them. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { draftConfig } from '../../../src/cli/init/draft-config.ts';
import { DEFAULTS } from '../../../src/cli/init/questions.ts';
import { configText } from '../../../src/cli/init/write-config.ts';
import { splitCommand } from '../../../src/train/trainers/command-line.ts';
import { parseConfig } from '../../support/parse-config.ts';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { PROJECTS } from './projects.ts';

/** A Python that lacks nothing: what this machine's has is no matter here, and it starts slowly. */
beforeEach(async () => {
  const bin = await temporaryFolder();
  await writeFile(join(bin, 'python'), '#!/bin/sh\n', { mode: 0o755 });
  vi.stubEnv('PATH', `${bin}${delimiter}${process.env.PATH}`);
  vi.stubEnv('VIRTUAL_ENV', undefined);
  vi.stubEnv('CONDA_PREFIX', undefined);
});

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

async function draftOf(files: Readonly<Record<string, string>>) {
  const drafted = await draftConfig(await folderWith(files), DEFAULTS);
  if (drafted === null) throw new Error('nothing was found');
  // As if the user had written the values that are left open.
  const text = configText(drafted.draft).replaceAll(/\bTODO\b(?!:)/g, 'written');
  return { ...drafted, config: parseConfig(text, 'conclusive.yml') };
}

const SAVES = `
with open(os.path.join(args.output_dir, "metrics.json"), "w") as file:
    json.dump({"accuracy": accuracy, "loss": loss}, file)`;

const PROGRAMS: Array<[string, Record<string, string>, string]> = [
  [
    'argparse',
    {
      'train.py': `p = argparse.ArgumentParser()
p.add_argument("--data-dir", default="data")
p.add_argument("-s", "--random-seed", type=int, default=0)
p.add_argument("--output-dir", default="out")${SAVES}`,
    },
    'train.py --random-seed {seed} --output-dir {run_dir}',
  ],
  [
    'click',
    {
      'main.py': `import click
@click.command()
@click.option("--seed", default=1)
@click.option("--out-dir", type=click.Path(), default="out")
def train(seed, out_dir): json.dump({"rmse": rmse}, f)
train()`,
    },
    'main.py --seed {seed} --out-dir {run_dir}',
  ],
  [
    'typer',
    {
      'train.py': `import typer
def main(lr: float = 0.1, seed: int = 0, save_dir: str = "runs"):
    json.dump({"auroc": auc}, f)
typer.run(main)`,
    },
    'train.py --seed {seed} --save-dir {run_dir} --lr {params.lr}',
  ],
  [
    'hydra',
    {
      'train.py': `@hydra.main(config_path="conf", config_name="config")
def train(cfg): torch.manual_seed(cfg.train.seed); json.dump({"accuracy": a}, f)
train()`,
    },
    'train.py train.seed={seed} hydra.run.dir={run_dir}',
  ],
  [
    'HfArgumentParser',
    {
      'run_glue.py':
        'p = HfArgumentParser((TrainingArguments,))\ntrainer.save_metrics("eval", {"eval_accuracy": 1})',
    },
    'run_glue.py --seed {seed} --output_dir {run_dir}',
  ],
  [
    'a Makefile with variables',
    { Makefile: 'SEED ?= 0\nOUT ?= out\n\ntrain: data\n\t@./bin/train --seed $(SEED) --out $(OUT)\n' },
    'make -s train SEED={seed} OUT={run_dir}',
  ],
  [
    'a stage of DVC',
    {
      'dvc.yaml': `stages:
  train:
    cmd: python3 src/fit.py
    metrics:
      - results/eval.json:
          cache: false
`,
      'src/fit.py':
        'p.add_argument("--seed", type=int, default=0) # argparse\njson.dump({"accuracy": a}, open("results/eval.json", "w"))',
    },
    'python3 src/fit.py --seed {seed}',
  ],
  [
    'a shell script and a variable',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's.
    { 'train.sh': 'export SEED=${SEED:-0}\n./fit > results.csv\necho "accuracy,$x" >> results.csv' },
    'env SEED={seed} sh train.sh',
  ],
  [
    'typer with several commands',
    {
      'main.py': `app = typer.Typer()
@app.command()
def predict(model: Path, text: str, seed_file: str = "x"):
    print(model)

@app.command()
def train(
    seed: Annotated[int, typer.Option()] = 0,
    output: Annotated[Path, typer.Option("--output", "-o")] = Path("runs"),
):
    (output / "metrics.json").write_text(json.dumps({"accuracy": a}))

@app.command("export-model")
def export(path: Path):
    pass

if __name__ == "__main__":
    app()
`,
    },
    'train --seed {seed} --output {run_dir}',
  ],
  [
    'a group of click',
    {
      'main.py': `@click.group()
def cli():
    pass

@cli.command()
@click.argument("checkpoint")
@click.option("--seed", type=int, default=0)
def evaluate(checkpoint, seed):
    pass

@cli.command("fit")
@click.option("--random-seed", type=int, default=0)
def fit_model(random_seed):
    click.echo(f"accuracy: {a}")

if __name__ == "__main__":
    cli()
`,
    },
    'fit --random-seed {seed}',
  ],
  [
    'parsers of argparse, one called as the other',
    {
      'main.py': `parser = argparse.ArgumentParser()
commands = parser.add_subparsers(dest="command", required=True)
p = commands.add_parser("train", help="a model")
p.add_argument("--seed", type=int, default=0)
p.add_argument("--out", default="out")
p = commands.add_parser("predict")
p.add_argument("checkpoint")
p.add_argument("--n", type=int, required=True)
other = commands.add_parser("eval"); other.add_argument("--model", required=True)
with open(os.path.join(args.out, "metrics.json"), "w") as file: json.dump({"accuracy": a}, file)
`,
    },
    'train --seed {seed} --out {run_dir}',
  ],
  [
    'a stage of DVC that names one of several commands',
    {
      'dvc.yaml': 'stages:\n  train:\n    cmd: python main.py fit\n',
      'main.py': `sub = argparse.ArgumentParser().add_subparsers()
a = sub.add_parser("fit")
a.add_argument("--seed", type=int, default=0)
b = sub.add_parser("serve")
b.add_argument("port")
print("accuracy:", accuracy)
`,
    },
    'fit --seed {seed}',
  ],
];

test.each(PROGRAMS)('%s', async (_, files, command) => {
  const { config, todo } = await draftOf(files);
  expect(
    config.trainer.command?.replace(
      /^(?:python3? )(?:main\.py )?(?=train\.py|main\.py|run_|scripts|train --|fit --)/,
      '',
    ),
  ).toBe(command);
  expect(todo).toEqual([]);
});

test.each(Object.entries(PROJECTS))('the project %s', async (_, { files, expected }) => {
  const { command, outputs, params = {}, metric, printed, place = null, todo = [] } = expected;
  const drafted = await draftOf(files);
  const { draft, config } = drafted;
  const plain = (text = '') => text.replaceAll('python3', 'python');
  expect(plain(draft.command)).toBe(plain(command));
  expect(config.trainer.outputs).toEqual(outputs);
  expect(config.params).toEqual(params);
  expect(draft.metric).toMatchObject({
    name: metric,
    from: printed === undefined ? place : { stdout: printed, take: 'last' },
    isPercent: false,
  });
  expect(drafted.todo.map(plain)).toEqual(todo);
});

test('what only says where a program runs is not compared', async () => {
  const options = ['local_rank', 'num_workers', 'log_interval', 'hidden', 'port']
    .map((name) => `p.add_argument("--${name}", type=int, default=2)`)
    .join('\n');
  const { draft } = await draftOf({
    'train.py': `import argparse\n${options}\nprint("accuracy:", a)`,
  });
  expect(draft.compared?.name).toBe('hidden');
  const none = await draftOf({
    'train.py': `import argparse\n${options.replaceAll('hidden', 'gpus')}\nprint("accuracy:", a)`,
  });
  expect(none.draft.compared).toBeNull();
});

test.skipIf(process.platform === 'win32')('results behind a link are not read', async () => {
  const outside = await folderWith({ 'mine.json': '{"brier_score": 0.1}' });
  const folder = await folderWith({
    'train.py':
      'import argparse\np.add_argument("--seed", type=int, default=0)\njson.dump({"accuracy": a}, open("results.json", "w"))',
  });
  await symlink(join(outside, 'mine.json'), join(folder, 'results.json'));
  const drafted = await draftConfig(folder, DEFAULTS);
  expect(drafted?.draft.metric).toMatchObject({ name: 'accuracy', source: 'the program' });
});

/** A program of argparse that takes its seed. */
const seeded = (program: string) => ({
  'train.py': `import argparse\np.add_argument("--seed", type=int, default=0)\n${program}`,
});
const toFolder = (opened: string) =>
  seeded(`p.add_argument("--out", default="out")\njson.dump({"accuracy": a}, ${opened})`);
const awk = (head: string, place: string) => ({
  'train.sh': `SEED=\${SEED:-0}\nawk -v epochs=9 -v seed=$SEED '{ ${head}; print x }' > ${place}`,
});

test.each<[string, Record<string, string>, string[] | undefined, object]>([
  [
    'a text is an output only if its name says that it holds results',
    seeded(
      'open("vocab.txt", "w")\nwith open("results.txt", "w") as file:\n    file.write(f"Test accuracy: {accuracy}")',
    ),
    ['results.txt'],
    { name: 'accuracy' },
  ],
  [
    'an earlier run tells the metrics and the file',
    {
      ...seeded('json.dump(scores, open("results.json", "w"))'),
      'results.json': '{"test": {"brier_score": 0.1, "quality": 0.9}, "train": {"loss": 0.2}}',
    },
    ['results.json'],
    { from: { file: 'results.json', key: expect.stringMatching(/^test\.(brier_score|quality)$/) } },
  ],
  [
    'the head of a table tells its metrics',
    awk('print "error,time"', 'results.csv'),
    ['results.csv'],
    { name: 'error', direction: 'minimize', from: { file: 'results.csv', key: 'error' } },
  ],
  [
    'a log by epoch is read by its name',
    awk('print "epoch,error"', 'results/log.csv'),
    ['results/log.csv'],
    {},
  ],
  [
    'a table of a program that counts epochs is none',
    awk('print "split,error"', 'results/log.csv'),
    ['results/log.csv'],
    { from: { key: 'error' } },
  ],
  [
    'predictions by example tell an accuracy, which no column has',
    seeded(
      'history = {"loss": loss}\ntable = pd.DataFrame({"label": y, "probability": p})\ntable.to_csv("predictions.csv")',
    ),
    ['predictions.csv'],
    { name: 'accuracy', margin: 0.005 },
  ],
  [
    'what is only printed is read from there',
    seeded('print(f"Test accuracy: {acc:.4f}")'),
    undefined,
    { name: 'accuracy', from: { stdout: expect.stringMatching(/accuracy/) } },
  ],
  [
    'a file of the output folder that no reader takes by itself is named',
    toFolder('open(os.path.join(args.out, "scores.json"), "w")'),
    undefined,
    { from: { file: 'scores.json', key: 'accuracy' } },
  ],
  [
    'so is a table',
    toFolder('Path(f"{args.out}/result.csv").write_text("accuracy\\n1")'),
    undefined,
    { from: { file: 'result.csv', key: 'accuracy' } },
  ],
  ['metrics.json is not', toFolder('open(f"{args.out}/metrics.json", "w")'), undefined, {}],
])('%s', async (_, files, outputs, metric) => {
  const { config, todo } = await draftOf(files);
  expect(config.trainer.outputs).toEqual(outputs);
  expect(config.metrics[0]).toMatchObject(metric);
  if (!('from' in metric)) expect(config.metrics[0]?.from).toBeUndefined();
  expect(todo).toEqual([]);
});

test('tests of the model, and the code that scores it, are for evaluation where git knows them', async () => {
  const repository = await Repository.create();
  await repository.commit({
    '.gitignore': 'data/test.parquet\n',
    'train.py': 'import argparse\np.add_argument("--seed", type=int, default=0)\nprint("accuracy:", a)',
    'evaluate.py': '',
    'data/test.csv': 'x,y\n',
    'data/train.csv': 'x,y\n',
    'tests/test_train.py': '',
  });
  await repository.write({ 'data/test.parquet': '' });
  const drafted = await draftConfig(repository.path, DEFAULTS);
  expect(drafted?.draft.evaluation).toEqual(['evaluate.py', 'data/test.csv']);
});

test('what no text says is asked', async () => {
  const answers = ['node train.js {seed} {run_dir}', 'quality', 'lower'];
  const asked: string[] = [];
  const answer = async (question: string) => {
    asked.push(question);
    return answers.shift() ?? '';
  };
  const questions = {
    ...DEFAULTS,
    ask: answer,
    choose: (question: string, choices: readonly string[]) =>
      choices.length === 1 ? DEFAULTS.choose(question, choices) : answer(question),
  };
  const drafted = await draftConfig(await folderWith({ 'train.js': 'fit()' }), questions);
  expect(asked).toEqual([
    'The command of one run, with {seed} and {run_dir} where the program takes them:',
    'Which metric decides?',
    'Is quality better when higher or lower?',
  ]);
  expect(drafted?.draft).toMatchObject({
    command: 'node train.js {seed} {run_dir}',
    metric: { name: 'quality', direction: 'minimize' },
  });
  expect(drafted?.todo).toEqual([]);
});

describe('what cannot be known is said', () => {
  test('a seed that no argument sets, with the lines for the framework', async () => {
    const { todo } = await draftOf({
      'train.py': 'import torch\nloss.backward()\njson.dump({"accuracy": a}, open("metrics.json", "w"))',
    });
    expect(todo).toEqual([
      expect.stringMatching(/has no \{seed\}, .* or read it from CONCLUSIVE_SEED, for PyTorch: /),
    ]);
  });

  test('a notebook, and a folder without a program', async () => {
    await expect(draftConfig(await folderWith({ 'model.ipynb': '{}' }), DEFAULTS)).rejects.toThrow(
      'init: model.ipynb is a notebook, which a command cannot train; convert it (jupyter nbconvert --to script model.ipynb)',
    );
    expect(await draftConfig(await folderWith({ 'README.md': '' }), DEFAULTS)).toBeNull();
  });
});

test('names that would mean something else in YAML or in a command are quoted', async () => {
  const { config } = await draftOf({
    "it's: new #1 [a] $b/train.py":
      'import argparse\np.add_argument("--seed", type=int, default=0)\njson.dump({"accuracy": a}, open("m.json", "w"))',
  });
  expect(splitCommand(config.trainer.command ?? '').slice(1)).toEqual([
    "it's: new #1 [a] $b/train.py",
    '--seed',
    '{seed}',
  ]);
});

test.each([
  'export default { data, model };',
  'export default { async train({ seed }) {} };',
  'const module: ModelModule = { data, model };\nexport default module;',
])('a model module is the trainer: %s', async (exported) => {
  const text = `// params.ignored\nconst units = Number(params.units), rate = params.rate ?? 1, epochs = params.epochs;
model.compile({ loss: 'categoricalCrossentropy' });\n${exported}\n`;
  const { config, draft, told, todo } = await draftOf({
    'src/model.ts': text,
    'train.py': 'loss.backward()',
    'vite.config.ts': 'export default { build: {} };',
  });
  expect(config.trainer).toMatchObject({ module: 'src/model.ts' });
  expect(draft.params).toEqual({ units: 'TODO' });
  expect(draft.metric.name).toBe('accuracy');
  expect(told).toEqual(['trainer: src/model.ts', 'metric: accuracy (higher is better), from the program']);
  expect(todo).toEqual(['enter the value of units under params; the program needs it']);
});

test('a name that a template would take for a placeholder is not chosen', async () => {
  expect(await draftConfig(await folderWith({ '{x}/train.py': 'loss.backward()' }), DEFAULTS)).toBeNull();
});

test('what a stage of DVC says of its metrics is looked for in the folder alone', async () => {
  const { draft } = await draftOf({
    'dvc.yaml': `stages:
  prepare: { cmd: python prepare.py }
  train-model:
    cmd: >-
      python -m project.fit
      --seed 3
    metrics: [../../outside.json, /etc/outside.json, out/eval.json: { cache: false }]
`,
    'src/project/fit.py': 'json.dump({"accuracy": a}, file)',
  });
  expect(draft.command).toBe('python -m project.fit --seed {seed}');
  expect(draft.outputs).toEqual(['out/eval.json']);
});

test('a dvc.yaml or package.json that does not parse is as none', async () => {
  const { draft } = await draftOf({
    'dvc.yaml': 'stages: {train',
    'package.json': '{"scripts": {"train": ',
    'train.py': 'import argparse\np.add_argument("--seed", type=int)\nprint("accuracy:", a)',
  });
  expect(draft.command).toMatch(/ train\.py --seed \{seed\}$/);
});

test.each(
  ['| tee log.txt', '2>&1 | tee -a log.txt', '> log.txt; cat log.txt'].flatMap((rest) =>
    ['./fit.sh', 'bash fit.sh', 'sh ./fit.sh'].map((start) => `${start} ${rest}`),
  ),
)(
  'the pipeline "%s" of a Makefile is started by make, with the seed and the metric of its program',
  async (line) => {
    const program = '#!/bin/bash\nacc=0.8$SEED\necho "accuracy: $acc"\n';
    const { config } = await draftOf({ Makefile: `train:\n\t${line}\n`, 'fit.sh': program });
    expect(config.trainer.command).toBe('make -s train SEED={seed}');
    expect(config.metrics[0]).toMatchObject({ name: 'accuracy', from: { stdout: expect.any(String) } });
  },
);

test('an interpreter that lacks what the program imports is named, with one that has it', async () => {
  const [bin, other] = [await temporaryFolder(), await temporaryFolder()];
  await writeFile(join(bin, 'python'), '#!/bin/sh\n[ "$1" = -c ] && echo torch_x\nexit 0\n', { mode: 0o755 });
  await writeFile(join(other, 'python3'), '#!/bin/sh\n', { mode: 0o755 });
  vi.stubEnv('PATH', [bin, other, process.env.PATH].join(delimiter));
  const { todo, workflowTodo } = await draftOf({
    'train.py': `import json, os, torch_x, helpers\nfrom . import own\ntry:\n    import optional\nexcept ImportError: pass\n${SAVES}`,
    'helpers.py': '',
  });
  expect(todo.join('\n')).toContain(
    `${join(bin, 'python')} has no torch_x, but ${join(other, 'python3')} has all that the program imports: `,
  );
  expect(workflowTodo).toEqual([
    expect.stringMatching(/^the workflow installs no packages, .*; write one with torch_x, and add the step/),
  ]);
  await writeFile(join(bin, 'python'), '#!/bin/sh\n[ "$1" = -c ] && echo sklearn\nexit 0\n', { mode: 0o755 });
  const { workflowTodo: ofModule } = await draftOf({ 'train.py': `import sklearn\n${SAVES}` });
  expect(ofModule[0]).toContain('write one with scikit-learn,');
  const required = await draftOf({ 'train.py': `import torch_x\n${SAVES}`, 'requirements.txt': 'torch_x' });
  expect(required.workflowTodo).toEqual([]);
});
