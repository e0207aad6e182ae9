/** Programs as people write them, and what `conclusive init` makes of each. None is ever run. */

export interface Project {
  readonly files: Readonly<Record<string, string>>;
  readonly expected: {
    readonly command: string;
    readonly outputs?: readonly string[];
    readonly params?: Readonly<Record<string, string | number>>;
    readonly metric: string;
    readonly printed?: string;
    readonly place?: { readonly file: string; readonly key: string };
    /** Default: nothing. */
    readonly todo?: readonly string[];
  };
}

/** What `init`, `doctor` and `run` say of such a program. */
const SEED = (command: string, lines = '') =>
  `trainer.command has no {seed}, and no code here reads CONCLUSIVE_SEED, so the seed would not reach the runs; add the option that sets it, such as ${command} --seed {seed}, or read it from CONCLUSIVE_SEED${lines}`;
const RUN_DIR = (command: string) =>
  `trainer.command has no {run_dir}, and no code here reads CONCLUSIVE_RUN_DIR, so no output of a run would be found; name the files it writes in trainer.outputs, add the option that sets its output folder, such as ${command} --out {run_dir}, or read what it prints with metrics: from: { stdout: … }`;

export const PROJECTS: Readonly<Record<string, Project>> = {
  absl: {
    files: {
      'main.py': `from absl import app, flags
FLAGS = flags.FLAGS
flags.DEFINE_integer("seed", 0, "Random seed.")
flags.DEFINE_string("workdir", None, "Directory to store model data.", required=True)
flags.DEFINE_float("learning_rate", 1e-3, "lr")

def main(_):
    import json, os
    os.makedirs(FLAGS.workdir, exist_ok=True)
    with open(os.path.join(FLAGS.workdir, "log.jsonl"), "a") as f:
        for epoch in range(3):
            f.write(json.dumps({"epoch": epoch, "train_loss": 1/(epoch+1), "eval_accuracy": .5}) + "\\n")
if __name__ == "__main__":
    app.run(main)
`,
    },
    expected: {
      command: 'python main.py --seed {seed} --workdir {run_dir} --learning_rate {params.learning_rate}',
      params: { learning_rate: 0.001 },
      metric: 'accuracy',
    },
  },
  'argparse-config': {
    files: {
      'train.py': `import argparse, json
from pathlib import Path
ROOT = Path(__file__).resolve().parent
def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--seed",
        help="random seed (int)",
        type=int,
        default=2,
    )
    parser.add_argument("--log_file", type=Path, default=ROOT / "logs" / "train.csv")
    args = parser.parse_args(argv)
    with args.log_file.open("w") as fh:
        fh.write("epoch,train_loss,valid_loss,valid_bleu\\n")
if __name__ == "__main__":
    main()
`,
    },
    expected: { command: 'python train.py --seed {seed} --log_file {run_dir}/train.csv', metric: 'bleu' },
  },
  dvc: {
    files: {
      'dvc.yaml': `stages:
  prepare:
    cmd: python prepare.py
  train:
    cmd: python src/train.py --seed \${train.seed} --n-est \${train.n_est} data/prepared model.pkl
    params: [train.seed, train.n_est]
    outs: [model.pkl]
    metrics:
      - eval/metrics.json: {cache: false}
`,
      'params.yaml': `train:
  seed: 20170428
  n_est: 50
`,
      'src/train.py': `import argparse, json
json.dump({"avg_prec": 1}, open("eval/metrics.json", "w"))
`,
    },
    expected: {
      command: 'python src/train.py --seed {seed} --n-est 50 data/prepared model.pkl',
      outputs: ['eval/metrics.json'],
      metric: 'accuracy',
    },
  },
  fixedseed: {
    files: {
      'train.py': `import torch, json
SEED = 1337
torch.manual_seed(SEED)
for epoch in range(3):
    loss.backward()
json.dump({"test_acc": 0.5}, open("results.json", "w"))
`,
    },
    expected: {
      command: 'python train.py',
      outputs: ['results.json'],
      metric: 'acc',
      place: { file: 'results.json', key: 'test_acc' },
      todo: [
        SEED(
          'python train.py',
          ', for PyTorch: `seed = int(os.environ["CONCLUSIVE_SEED"])`, `random.seed(seed); numpy.random.seed(seed)`, `torch.manual_seed(seed)`',
        ),
      ],
    },
  },
  gridlog: {
    files: {
      'run_experiment.py': `import argparse, logging, time
from pathlib import Path
import pandas as pd
logger = logging.getLogger("exp")
ap = argparse.ArgumentParser(); ap.add_argument("--seed", type=int, default=0); ap.add_argument("--exp-name", default="baseline"); args = ap.parse_args()
OUT = Path("experiments") / time.strftime("%Y%m%d-%H%M%S")
OUT.mkdir(parents=True)
hist = pd.DataFrame({"epoch": [1, 2], "train_loss": [1, .5], "val_loss": [1, .6], "val_auc": [.5, .6]})
hist.to_csv(OUT / "history.csv", index=False)
logger.info("best val AUC %.4f", hist.val_auc.max())
`,
    },
    expected: { command: 'python run_experiment.py --seed {seed}', outputs: ['experiments'], metric: 'auc' },
  },
  hydra: {
    files: {
      'train.py': `import hydra
from omegaconf import DictConfig
from sklearn.tree import DecisionTreeClassifier
from sklearn.datasets import load_wine
from sklearn.model_selection import cross_val_score

@hydra.main(version_base=None, config_path="conf", config_name="config")
def main(cfg: DictConfig):
    X, y = load_wine(return_X_y=True)
    clf = DecisionTreeClassifier(max_depth=cfg.model.depth, random_state=cfg["seed"])
    score = cross_val_score(clf, X, y).mean()
    print(f"CV accuracy = {score:.4f}")

if __name__ == "__main__":
    main()
`,
      'conf/config.yaml': `seed: 42
model:
  depth: 3
out: out
`,
    },
    expected: {
      command: 'python train.py seed={seed} hydra.run.dir={run_dir}',
      metric: 'cv_accuracy',
      printed: 'CV +accuracy *= *(-?[0-9.]+(?:[eE][-+]?[0-9]+|/[0-9]+| ?%)?)',
    },
  },
  'keras-print': {
    files: {
      'mnist.py': `import argparse
import keras
parser = argparse.ArgumentParser()
parser.add_argument("-e", "--epochs", default=2, type=int)
parser.add_argument("--seed", default=1, type=int)
args = parser.parse_args()
keras.utils.set_random_seed(args.seed)
model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=args.epochs, validation_split=0.1)
loss, acc = model.evaluate(x_test, y_test, verbose=0)
print("Test loss:", loss)
print("Test accuracy:", acc)
`,
    },
    expected: {
      command: 'python mnist.py --seed {seed} --epochs {params.epochs}',
      params: { epochs: 2 },
      metric: 'accuracy',
      printed: 'Test +accuracy *: *(-?[0-9.]+(?:[eE][-+]?[0-9]+|/[0-9]+| ?%)?)',
    },
  },
  kerascsv: {
    files: {
      'train.py': `import argparse, tensorflow as tf
from tensorflow import keras
p = argparse.ArgumentParser()
p.add_argument('--seed', type=int, default=0)
p.add_argument('--epochs', type=int, default=3)
a = p.parse_args()
keras.utils.set_random_seed(a.seed)
model.compile(metrics=['mae'], loss='mse')
model.fit(x, y, epochs=a.epochs, verbose=2, callbacks=[keras.callbacks.CSVLogger('training.log')])
`,
    },
    expected: {
      command: 'python train.py --seed {seed} --epochs {params.epochs}',
      outputs: ['training.log'],
      params: { epochs: 3 },
      metric: 'mae',
    },
  },
  lightning: {
    files: {
      'train.py': `import lightning as L
from argparse import ArgumentParser
from lightning.pytorch.loggers import CSVLogger
class Net(L.LightningModule):
    def validation_step(self, batch, i):
        self.log("val_acc", acc)
        self.log("val_loss", loss)
    def test_step(self, batch, i):
        self.log("test_acc", acc)
if __name__ == "__main__":
    p = ArgumentParser()
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--max_epochs", type=int, default=3)
    a = p.parse_args()
    L.seed_everything(a.seed)
    trainer = L.Trainer(max_epochs=a.max_epochs, logger=CSVLogger("logs", name="mnist"))
    trainer.fit(net); trainer.test(net)
`,
    },
    expected: {
      command: 'python train.py --seed {seed} --max_epochs {params.max_epochs}',
      outputs: ['logs'],
      params: { max_epochs: 3 },
      metric: 'acc',
    },
  },
  lower: {
    files: {
      'fit.py': `import argparse, json
p = argparse.ArgumentParser(); p.add_argument("--random_seed", type=int, default=0); a = p.parse_args()
with open("scores.json", "w") as f: json.dump(dict(rmse=1.0, mape=3), f)
`,
    },
    expected: {
      command: 'python fit.py --random_seed {seed}',
      outputs: ['scores.json'],
      metric: 'rmse',
      place: { file: 'scores.json', key: 'rmse' },
    },
  },
  makefile: {
    files: {
      Makefile: `PY = python3
EPOCHS = 3
.PHONY: train test
train:
	mkdir -p out
	$(PY) fit.py --epochs $(EPOCHS) --seed 1 --out out/result.json
test:
	pytest
`,
      'fit.py': `import argparse, json
p = argparse.ArgumentParser()
p.add_argument("--epochs", type=int)
p.add_argument("--seed", type=int, default=1)
p.add_argument("--out", required=True)
a = p.parse_args()
json.dump({"mae": 1.0}, open(a.out, "w"))
`,
    },
    expected: {
      command: 'python3 fit.py --epochs 3 --seed {seed} --out {run_dir}/result.json',
      metric: 'mae',
      place: { file: 'result.json', key: 'mae' },
    },
  },
  module: {
    files: {
      'pyproject.toml': `[project]
name="pkg"
`,
      'src/pkg/__init__.py': '',
      'src/pkg/data.py': `def load(): pass
`,
      'src/pkg/train.py': `import argparse
from .utils import save
from pkg.data import load
def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--outdir", default="results")
    args = ap.parse_args()
    save({"val_f1": 0.5}, args.outdir)
if __name__ == "__main__":
    main()
`,
      'src/pkg/utils.py': `import json, os
def save(d, out):
    os.makedirs(out, exist_ok=True)
    json.dump(d, open(os.path.join(out, "metrics.json"), "w"))
`,
    },
    expected: {
      command: 'env PYTHONPATH=src python -m pkg.train --seed {seed} --outdir {run_dir}',
      metric: 'f1',
    },
  },
  nested: {
    files: {
      'train.py': `import argparse, json, os
p = argparse.ArgumentParser()
p.add_argument('--seed', type=int, default=0)
p.add_argument('--dir', default='exp1')
a = p.parse_args()
model.fit(X, y)
report = {"train": {"rmse": 0.1}, "test": {"rmse": 0.2, "r2": 0.9}, "args": vars(a)}
os.makedirs(a.dir, exist_ok=True)
with open(os.path.join(a.dir, f"report_{a.seed}.json"), "w") as f:
    json.dump(report, f, indent=1)
`,
    },
    expected: { command: 'python train.py --seed {seed} --dir {run_dir}', metric: 'r2' },
  },
  node: {
    files: {
      'package.json':
        '{"name":"x","type":"module","scripts":{"train":"node src/train.js --epochs=5","test":"node --test"}}',
      'src/train.js': `import fs from 'fs';
const args = Object.fromEntries(process.argv.slice(2).map((a) => a.replace(/^--/, '').split('=')));
const epochs = Number(args.epochs ?? 5);
const seed = Number(process.env.SEED || 42);
fs.mkdirSync('build', { recursive: true });
fs.writeFileSync('build/report.json', JSON.stringify({ epochs, accuracy: 0.9, loss: 0.1 }));
console.log(\`accuracy: \${0.9}\`);
`,
    },
    expected: {
      command: 'node src/train.js --epochs=5',
      metric: 'accuracy',
      todo: [SEED('node src/train.js --epochs=5'), RUN_DIR('node src/train.js --epochs=5')],
    },
  },
  noseed: {
    files: {
      'train.py': `import numpy as np
from sklearn.linear_model import SGDClassifier
clf = SGDClassifier()
clf.fit(X, y)
print("accuracy: %.3f" % clf.score(Xt, yt))
`,
    },
    expected: {
      command: 'python train.py',
      metric: 'accuracy',
      printed: 'accuracy *: *(-?[0-9.]+(?:[eE][-+]?[0-9]+|/[0-9]+| ?%)?)',
      todo: [
        SEED(
          'python train.py',
          ', for scikit-learn: `seed = int(os.environ["CONCLUSIVE_SEED"])`, `numpy.random.seed(seed)`, `Model(random_state=seed, …)`',
        ),
      ],
    },
  },
  'required-data': {
    files: {
      'train.py': `import argparse, json
p = argparse.ArgumentParser()
p.add_argument("train_csv")
p.add_argument("--test-csv", required=True)
p.add_argument("--task", choices=["binary", "multi"], required=True)
p.add_argument("--seed", type=int, default=0)
p.add_argument("--metrics-out", default="metrics.json")
p.add_argument("--model-out", default="model.pkl")
a = p.parse_args()
json.dump({"logloss": 1}, open(a.metrics_out, "w"))
`,
      'data/test.csv': `a
`,
      'data/train.csv': `a
`,
    },
    expected: {
      command:
        'python train.py {params.train_csv} --test-csv {params.test_csv} --task {params.task} --seed {seed} --metrics-out {run_dir}/metrics.json --model-out {run_dir}/model.pkl',
      params: { train_csv: 'written', test_csv: 'written', task: 'written' },
      metric: 'logloss',
      todo: [
        'enter the value of train_csv under params; the program needs it',
        'enter the value of test_csv under params; the program needs it',
        'enter the value of task under params; the program needs it',
      ],
    },
  },
  table: {
    files: {
      'evaluate_model.py': `import argparse
from sklearn.metrics import classification_report
p = argparse.ArgumentParser(); p.add_argument("--seed", type=int); a = p.parse_args()
model.fit(X, y)
print(classification_report(y_test, model.predict(X_test)))
`,
    },
    expected: {
      command: 'python evaluate_model.py --seed {seed}',
      metric: 'accuracy',
      printed: 'accuracy +(-?[0-9.]+(?:[eE][-+]?[0-9]+|/[0-9]+| ?%)?)',
    },
  },
  'typer-annot': {
    files: {
      'train.py': `from pathlib import Path
from typing import Annotated, Optional
import json
import typer

app = typer.Typer()

@app.command()
def train(
    data: Annotated[Path, typer.Argument(help="csv")],
    seed: Annotated[int, typer.Option(help="seed")] = 7,
    out_dir: Path = typer.Option(Path("out"), "--out-dir", help="where"),
    verbose: bool = False,
):
    rmse = 1.0 / seed
    out_dir.mkdir(exist_ok=True)
    (out_dir / "metrics.json").write_text(json.dumps({"rmse": rmse}))

if __name__ == "__main__":
    app()
`,
      'data/house.csv': `a,b
1,2
`,
    },
    expected: {
      command: 'python train.py {params.data} --seed {seed} --out-dir {run_dir}',
      params: { data: 'written' },
      metric: 'rmse',
      todo: ['enter the value of data under params; the program needs it'],
    },
  },
  usage: {
    files: {
      'bin/train.py': `#!/usr/bin/env python3
"""usage: train.py INPUT OUTPUT [SEED]"""
import sys, json
if len(sys.argv) < 3:
    sys.exit(__doc__)
src, dst = sys.argv[1], sys.argv[2]
seed = int(sys.argv[3]) if len(sys.argv) > 3 else 7
model.fit(X, y)
json.dump({"mse": 1.0}, open(dst, "w"))
`,
      'data/boston.csv': `a
`,
    },
    expected: {
      command: 'python bin/train.py {params.src} {params.dst} {seed}',
      params: { src: 'written', dst: 'written' },
      metric: 'mse',
      todo: [
        RUN_DIR('python bin/train.py {params.src} {params.dst} {seed}'),
        'enter the value of src under params; the program needs it',
        'enter the value of dst under params; the program needs it',
      ],
    },
  },
  'utils-args': {
    files: {
      'options.py': `import argparse
def get_args():
    p = argparse.ArgumentParser()
    p.add_argument("--manualSeed", type=int, default=0)
    p.add_argument("--outf", default=".", help="folder to output images and model checkpoints")
    p.add_argument("--niter", type=int, default=25)
    p.add_argument("--dataroot", required=False)
    return p.parse_args()
`,
      'train.py': `from options import get_args
opt = get_args()
for epoch in range(opt.niter):
    loss.backward()
print('Epoch: {} Test Acc: {:.2f}%'.format(1, 90.1))
`,
    },
    expected: {
      command: 'python train.py --manualSeed {seed} --outf {run_dir}',
      metric: 'acc',
      printed: 'Test +Acc *: *(-?[0-9.]+(?:[eE][-+]?[0-9]+|/[0-9]+| ?%)?)',
    },
  },
  valonly: {
    files: {
      'train.py': `import argparse
p = argparse.ArgumentParser(); p.add_argument("--seed", type=int, default=0); p.add_argument("--save_dir", default="ckpt"); a = p.parse_args()
for epoch in range(10):
    print(f"[{epoch+1}/10] train_loss={tl:.3f} val_loss={vl:.3f} val_mAP={m:.3f}")
torch.save(m, f"{a.save_dir}/best.pt")
`,
    },
    expected: {
      command: 'python train.py --seed {seed} --save_dir {run_dir}',
      metric: 'map',
      printed: 'val_mAP *= *(-?[0-9.]+(?:[eE][-+]?[0-9]+|/[0-9]+| ?%)?)',
    },
  },
  wandb: {
    files: {
      'train.py': `import argparse, wandb
p = argparse.ArgumentParser(); p.add_argument("--seed", type=int, default=0); p.add_argument("--lr", type=float, default=1e-3); a = p.parse_args()
wandb.init(project="x", config=vars(a), mode="offline")
for epoch in range(3):
    wandb.log({"epoch": epoch, "train/loss": 1.0, "val/acc": 0.5})
`,
    },
    expected: {
      command: 'python train.py --seed {seed} --lr {params.lr}',
      outputs: ['wandb'],
      params: { lr: 0.001 },
      metric: 'acc',
    },
  },
  'yaml-only': {
    files: {
      'config.yaml': `seed: 3
epochs: 2
lr: 0.1
output_dir: out
`,
      'main.py': `import yaml, json, random, os
cfg = yaml.safe_load(open("config.yaml"))
random.seed(cfg["seed"])
os.makedirs(cfg["output_dir"], exist_ok=True)
acc = random.random()
with open(os.path.join(cfg["output_dir"], "metrics.json"), "w") as f:
    json.dump({"accuracy": acc}, f)
`,
    },
    expected: {
      command: 'python main.py',
      metric: 'accuracy',
      todo: [SEED('python main.py'), RUN_DIR('python main.py')],
    },
  },
};
