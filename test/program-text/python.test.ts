import { expect, test } from 'vitest';
import { readPython } from '../../src/program-text/python.ts';

test.each([
  ['p.add_argument("-s", "--seed", type=int, default=0)', ['--seed']],
  ['p.add_argument(\n    "--seed",\n    help="seed (int)",\n    type=int,\n)', ['--seed']],
  ['p.add_argument("data")', ['data']],
  ['p.add_argument("data", nargs="?", default="x")', []],
  ['p.add_argument("--fast", action="store_true")', []],
  ['# p.add_argument("--old")\n"""p.add_argument("--older")"""', []],
  ['@click.command()\n@click.option("--seed", "-s", default=1)\ndef f(seed): pass', ['--seed']],
  [
    'import typer\ndef helper(path: str = "x"): pass\ndef main(seed: int = 0, out: str = "o"): pass\ntyper.run(main)',
    ['--seed', '--out'],
  ],
  ['flags.DEFINE_integer("seed", 0, "x")', ['--seed']],
  ['HfArgumentParser(TrainingArguments)', ['--seed', '--output_dir']],
  ['p.add_argument("--seed$(id)")\np.add_argument("--a(b")\np.add_argument("--ok; rm")', []],
])('%j has the arguments %j', (text, arguments_) => {
  expect(readPython(text).options.map(({ flag, name }) => flag ?? name)).toEqual(arguments_);
});

test.each([
  ['seed = int(sys.argv[1]) if len(sys.argv) > 1 else 0', [[1, 'seed']]],
  [
    'a, out = sys.argv[2], sys.argv[1]',
    [
      [1, 'out'],
      [2, 'a'],
    ],
  ],
])('%j has the positions %j', (text, positions) => {
  expect(readPython(text).positions.map(({ position, name }) => [position, name])).toEqual(positions);
});

test.each([
  ['os.environ.get("SEED", 0)', [['SEED', '0']]],
  ['os.getenv("OUT")', [['OUT', null]]],
  ['os.environ["SEED"], os.environ["PYTHONHASHSEED"], os.environ["CONCLUSIVE_SEED"]', [['SEED', null]]],
])('%j reads the variables %j', (text, variables) => {
  expect([...readPython(text).variables]).toEqual(variables);
});

test('keys of CONCLUSIVE_PARAMS are those of the variable that holds it', () => {
  const text =
    'run, p = os.environ["CONCLUSIVE_RUN_DIR"], json.loads(os.environ["CONCLUSIVE_PARAMS"])\nprint(p["units"], run["x"])';
  expect(readPython(text).params).toEqual(['units']);
});

test.each([
  ['json.dump(r, open("metrics.json", "w"))', ['metrics.json']],
  ['with open(os.path.join("out", "scores.csv"), mode="w") as f: pass', ['out/scores.csv']],
  ['OUT = Path("runs")\nwith open(OUT / name / "log.csv", "w") as f: pass', ['runs/*/log.csv']],
  ['d = f"logs/{run}"\npd.DataFrame(h).to_csv(d + "/history.csv")', ['logs/*/history.csv']],
  ['(Path("a") / "b.json").write_text(s)', ['a/b.json']],
  ['path = Path("a", "b.jsonl")\npath.open("a").write(s)', ['a/b.jsonl']],
  ['open("{}/r.json".format(out), "w")', ['*/r.json']],
  ['p.add_argument("--log", default="train.csv")\nopen(args.log, "w")', ['train.csv']],
  ['wandb.init(project="x")', ['wandb/*']],
  ['import lightning as L\nL.Trainer(logger=CSVLogger("logs", name="a"))', ['logs/*']],
  ['w = SummaryWriter()', ['runs/*']],
  ['rows = open("data.csv").read()\npd.read_csv("x.csv")', []],
  ['p.add_argument("--data", default="data/cells.csv")\nload(args.data)', []],
  ['open("/tmp/out.json", "w")\nopen("../out.json", "w")\nopen("~/out.json", "w")', []],
  ['plt.savefig("a.png")\nopen("model.pkl", "wb")', []],
])('%j writes %j', (text, paths) => {
  expect(readPython(text).written([])).toEqual(paths);
});

test('an option that is told where to write has no place of its own', () => {
  const text = 'p.add_argument("--out", default="out")\nopen(args.out + "/m.json", "w")';
  expect(readPython(text).written([])).toEqual(['out/m.json']);
  expect(readPython(text).written(['out'])).toEqual(['*/m.json']);
});

test('a text that is no Python says nothing', () => {
  expect(readPython('}} def (((\n\0"')).toMatchObject({ options: [], commands: [], params: [], printed: [] });
});
