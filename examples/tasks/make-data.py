"""Writes data/*.csv. Needs scikit-learn 1.9, palmerpenguins 0.1.6, and R with mlbench 2.1 (Debian: r-cran-mlbench).

One file for each task: numeric features, `label`, and `split`. A row that occurs twice is used once. The order is that
of the SHA-256 of the rows, and the splits are cut from it: half to train on, a fifth to validate, the rest to test.
"""
import csv
import hashlib
import subprocess
from importlib.metadata import distribution
from io import StringIO
from pathlib import Path

from sklearn import datasets

DATA = Path(__file__).parent / "data"
DIGITS = 400  # of 1,797, to keep the example small
MEANS = 10  # The first ten features of a tumour are means; the others are their errors and extremes.


def scikit_learn(load, features=None):
    bunch = load()
    labels = [str(bunch.target_names[target]) for target in bunch.target]
    return list(bunch.feature_names)[:features], [list(row)[:features] for row in bunch.data], labels


def mlbench(name, first=0):
    code = f'data({name}, package = "mlbench"); write.csv({name}, row.names = FALSE)'
    text = subprocess.run(["Rscript", "-e", code], check=True, capture_output=True, text=True).stdout
    header, *rows = csv.reader(StringIO(text))
    return header[first:-1], [row[first:-1] for row in rows], [row[-1] for row in rows]


def penguins():
    text = Path(distribution("palmerpenguins").locate_file("palmerpenguins/data/penguins.csv")).read_text()
    names = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
    rows = [row for row in csv.DictReader(StringIO(text)) if all(row[name] not in ("", "NA") for name in names)]
    return names, [[row[name] for name in names] for row in rows], [row["species"] for row in rows]


def write(task, table, limit=None):
    names, rows, labels = table
    plain = {",".join([*(f"{float(value):.6g}" for value in row), label]) for row, label in zip(rows, labels)}
    lines = sorted(plain, key=lambda line: hashlib.sha256(line.encode()).hexdigest())[:limit]
    train, validation = round(0.5 * len(lines)), round(0.7 * len(lines))
    split = lambda at: "train" if at < train else "validation" if at < validation else "test"
    header = ",".join([*(name.replace(" ", "_") for name in names), "label", "split"])
    body = [f"{line},{split(at)}" for at, line in enumerate(lines)]
    (DATA / f"{task}.csv").write_text("\n".join([header, *body]) + "\n")


write("breast-cancer", scikit_learn(datasets.load_breast_cancer, MEANS))
write("digits", scikit_learn(datasets.load_digits), DIGITS)
write("iris", scikit_learn(datasets.load_iris))
write("wine", scikit_learn(datasets.load_wine))
write("penguins", penguins())
write("ionosphere", mlbench("Ionosphere", 2))  # One of the first two is constant, the other is 0 or 1.
write("sonar", mlbench("Sonar"))
write("vowel", mlbench("Vowel", 1))  # without the number of the speaker
