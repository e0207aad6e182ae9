import { expect, test } from 'vitest';
import { outputOf, writtenPaths } from '../../../src/cli/init/written-paths.ts';

test.each([
  ['json.dump(r, open("metrics.json", "w"))', ['metrics.json']],
  ['with open(os.path.join("out", "scores.csv"), mode="w") as f: pass', ['out/scores.csv']],
  ['OUT = Path("runs")\nwith open(OUT / name / "log.csv", "w") as f: pass', ['runs/*/log.csv']],
  ['d = f"logs/{run}"\npd.DataFrame(h).to_csv(d + "/history.csv")', ['logs/*/history.csv']],
  ['(Path("a") / "b.json").write_text(s)', ['a/b.json']],
  ['path = Path("a", "b.jsonl")\npath.open("a").write(s)', ['a/b.jsonl']],
  ['cfg = {}\nopen("{}/r.json".format(out), "w")', ['*/r.json']],
  ['p.add_argument("--log", default="train.csv")\nopen(args.log, "w")', ['train.csv']],
  ["import fs from 'fs';\nfs.writeFileSync(path.join('build', 'report.json'), s)", ['build/report.json']],
  ['import wandb\nwandb.init(project="x")', ['wandb/*']],
  ['import lightning as L\nL.Trainer(logger=CSVLogger("logs", name="a"))', ['logs/*']],
  ['from torch.utils.tensorboard import SummaryWriter\nw = SummaryWriter()', ['runs/*']],
  ['OUT=results\necho "a,b" > "$OUT/scores.csv"', ['results/scores.csv']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's.
  ['OUT=${OUT:-results}\n./fit | tee $OUT/log.csv', ['results/log.csv']],
])('%j writes %j', (text, paths) => {
  expect(
    writtenPaths(
      `${/^(?:OUT|echo)=/.test(text) ? '' : 'import json\n'}${text}`.replace(
        /^import json\n(?=import fs)/,
        '',
      ),
    ),
  ).toEqual(paths);
});

test.each([
  ['what is read', 'rows = open("data.csv").read()\npd.read_csv("x.csv")'],
  ['an option for what is read', 'p.add_argument("--data", default="data/cells.csv")\nload(args.data)'],
  ['what lies elsewhere', 'open("/tmp/out.json", "w")\nopen("../out.json", "w")\nopen("~/out.json", "w")'],
  ['pictures and models', 'plt.savefig("a.png")\nopen("model.pkl", "wb")'],
])('%s is not written here', (_, text) => {
  expect(writtenPaths(`import json\n${text}`)).toEqual([]);
});

test('an option that is told where to write is no place of its own, and a file of settings tells one', () => {
  const text =
    'import json\np.add_argument("--out", default="out")\nopen(args.out + "/m.json", "w")\nopen(cfg["io"]["dir"] + "/n.json", "w")';
  expect(writtenPaths(text, { told: ['out'], settings: { io: { dir: 'results' } } })).toEqual([
    '*/m.json',
    'results/n.json',
  ]);
});

test.each([
  ['results/scores.csv', 'results/scores.csv'],
  ['runs/*/log.csv', 'runs'],
  ['runs/a-*/log.csv', 'runs'],
  ['./metrics.json', 'metrics.json'],
  ['*/log.csv', null],
])('of %s is taken: %s', (path, output) => {
  expect(outputOf(path)).toBe(output);
});
