"""Trains healthy experiments of thirty kinds, and writes what their runs would leave.

    python3 bench/healthy/train.py OUT [--kinds NAME…] [--repetitions 10] [--seed 0]

OUT/KIND/REPETITION gets experiment.json, results/ARM/SEED, the sorted training rows and one of the healthy programs beside this file.
The curves of the transformer and all times are drawn; the rest is trained. Another --seed gives other data.
Needs numpy and scikit-learn.
"""
import argparse
import csv
import json
import shutil
from pathlib import Path

import numpy as np
from sklearn import datasets, ensemble, metrics, model_selection, neighbors

KINDS = {}
PAIRS = [6, 8, 10]
PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.py"))


def kind(function):
    KINDS[function.__name__.replace("_", "-")] = function
    return function


class Experiment:
    """One experiment: its config, its data files and the results of its runs."""

    def __init__(self, name, repetition, seed):
        self.rng = np.random.default_rng([len(name), *name.encode(), repetition, *([seed] if seed else [])])
        self.program = PROGRAMS[(repetition + len(name)) % len(PROGRAMS)]
        self.seeds = range(1, PAIRS[repetition % len(PAIRS)] + 1)
        self.metrics = "[{ name: accuracy, margin: 0.01 }]"
        self.config = {}
        self.arms = {}
        self.runs = {}
        self.files = {}
        self.true = []

    def arm(self, name, **params):
        self.arms[name] = params
        return name

    def run(self, arm, seed, metrics=None, curve=None, predictions=()):
        self.runs[arm, seed] = (metrics, curve, predictions)

    def table(self, train, test):
        head = [*[f"input_{place}" for place in range(train[0].shape[1])], "label"]
        rows = lambda part: [[*np.round(one, 5), label] for one, label in zip(*part)]
        self.files["train.csv"] = [head, *sorted(rows(train), key=lambda row: row[-1])]
        self.files["test.csv"] = [head, *rows(test)]

    def save(self, folder):
        folder.mkdir(parents=True)
        shutil.copy(self.program, folder / "train.py")
        keys = ["metrics", "config", "arms", "true"]
        described = {key: getattr(self, key) for key in keys} | {"seeds": len(self.seeds)}
        (folder / "experiment.json").write_text(json.dumps(described))
        for name, rows in self.files.items():
            write_rows(folder / name, rows)
        for (arm, seed), (stated, curve, predictions) in self.runs.items():
            results = folder / "results" / arm / str(seed)
            results.mkdir(parents=True)
            if stated is not None:
                (results / "metrics.json").write_text(json.dumps(stated))
            if curve is not None:
                (results / "log.jsonl").write_text("".join(json.dumps(row) + "\n" for row in curve))
            for split, rows in dict(predictions).items():
                write_rows(results / f"{split}_predictions.csv", rows)


def write_rows(path, rows):
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows(rows)


def predicted(ids, labels, chances, **more):
    """Rows of predictions with probabilities."""
    classes = [f"probability_{place}" for place in range(chances.shape[1])]
    head = ["id", "label", *classes, *more]
    extra = [[values[row] for values in more.values()] for row in range(len(ids))]
    return [head] + [
        [ids[row], labels[row], *np.round(chances[row], 7), *extra[row]] for row in range(len(ids))
    ]


def blobs(rng, rows, classes=3, features=10, separation=0.9, flipped=0.06, shares=None):
    """Classes of two normal clusters each, a few labels wrong."""
    centres = rng.normal(0, separation, (classes, 2, features))
    labels = rng.choice(classes, rows, p=shares)
    inputs = centres[labels, rng.integers(0, 2, rows)] + rng.normal(0, 1, (rows, features))
    wrong = rng.random(rows) < flipped
    return inputs, np.where(wrong, rng.choice(classes, rows, p=shares), labels)


def shuffled(rng, data):
    inputs, labels = data
    order = rng.permutation(len(labels))
    return inputs[order], labels[order]


def parts(data, *ends):
    inputs, labels = data
    starts = (0, *ends)
    return [(inputs[a:b], labels[a:b]) for a, b in zip(starts, (*ends, len(labels)))]


class Nets:
    """Networks of one layer for all seeds at a time, trained by Adam."""

    def __init__(self, sizes, seeds, rows):
        draws = [np.random.default_rng([seed, 1]) for seed in seeds]
        self.weights = [
            np.stack([draw.normal(0, np.sqrt(2 / a), (a, b)) for draw in draws]) for a, b in zip(sizes, sizes[1:])
        ]
        self.biases = [np.zeros((len(draws), 1, b)) for b in sizes[1:]]
        self.orders = [np.random.default_rng([seed, 2]) for seed in seeds]
        self.rows = rows
        self.moments = [[np.zeros_like(part) for part in self.all()] for _ in range(2)]
        self.steps = 0

    def all(self):
        return [*self.weights, *self.biases]

    def size(self):
        return sum(part[0].size for part in self.all())

    def forward(self, inputs, drop=0.0):
        layers = [inputs]
        for place, (weight, bias) in enumerate(zip(self.weights, self.biases)):
            value = layers[-1] @ weight + bias
            if place < len(self.weights) - 1:
                value = np.maximum(value, 0)
                if drop > 0:
                    kept = np.stack([order.random(value.shape[1:]) >= drop for order in self.orders])
                    value = value * kept / (1 - drop)
            layers.append(value)
        return layers

    def outputs(self, inputs):
        return self.forward(np.broadcast_to(inputs, (len(self.orders), *inputs.shape)))[-1]

    def chances(self, inputs, heat=1.0):
        return softmax(self.outputs(inputs) / heat)

    def step(self, inputs, targets, rate, drop, decay, isValue):
        layers = self.forward(inputs, drop)
        errors = (2 * (layers[-1] - targets) if isValue else softmax(layers[-1]) - targets) / inputs.shape[1]
        slopes = [None] * 2 * len(self.weights)
        for place in range(len(self.weights) - 1, -1, -1):
            slopes[place] = layers[place].swapaxes(1, 2) @ errors + decay * self.weights[place]
            slopes[len(self.weights) + place] = errors.sum(1, keepdims=True)
            if place > 0:
                scale = (layers[place] > 0) / (1 - drop)
                errors = (errors @ self.weights[place].swapaxes(1, 2)) * scale
        self.steps += 1
        for part, slope, mean, square in zip(self.all(), slopes, *self.moments):
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope**2 - square)
            part -= rate * (mean / (1 - 0.9**self.steps)) / (np.sqrt(square / (1 - 0.999**self.steps)) + 1e-8)


def softmax(values):
    powers = np.exp(values - values.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def log_loss(chances, labels):
    return -np.log(np.clip(chances[:, np.arange(len(labels)), labels], 1e-9, 1)).mean(1)


def accuracy(chances, labels):
    return (chances.argmax(-1) == labels).mean(1)


def fit(nets, train, validation, epochs=30, rate=0.01, patience=None, keeps_best=False, schedule="constant",
        drop=0.0, decay=1e-3, smoothing=0.0, noise=0.0, targets=None, is_value=False):
    """Trains all seeds, and returns the curve of each. With patience each run ends and is restored at its best epoch."""
    inputs, labels = train
    classes = nets.weights[-1].shape[2]
    if is_value:
        wanted = labels[:, None]
    else:
        wanted = np.eye(classes)[labels] * (1 - smoothing) + smoothing / classes if targets is None else targets
    count = len(nets.orders)
    curves = [[] for _ in range(count)]
    best = [(np.inf, 0, None)] * count
    for epoch in range(1, epochs + 1):
        now = rate * (0.5 + 0.5 * np.cos(np.pi * (epoch - 1) / epochs)) if schedule == "cosine" else rate
        orders = np.stack([order.permutation(len(labels)) for order in nets.orders])
        for start in range(0, len(labels), nets.rows):
            chosen = orders[:, start : start + nets.rows]
            batch = inputs[chosen]
            if noise > 0:
                batch = batch + noise * np.stack([order.normal(0, 1, batch.shape[1:]) for order in nets.orders])
            nets.step(batch, wanted[chosen], now, drop, decay, is_value)
        points = {}
        for split, (at, known) in {"train": train, "val": validation}.items():
            if is_value:
                losses = ((nets.outputs(at)[:, :, 0] - known) ** 2).mean(1)
                points[split] = {"loss": losses}
            else:
                chances = nets.chances(at)
                points[split] = {"loss": log_loss(chances, known), "accuracy": accuracy(chances, known)}
        for seed in range(count):
            if patience is not None and epoch - best[seed][1] > patience:
                continue
            row = {f"{split}_{name}": float(v[seed]) for split, p in points.items() for name, v in p.items()}
            curves[seed].append({"epoch": epoch, **row})
            if row["val_loss"] < best[seed][0]:
                best[seed] = (row["val_loss"], epoch, [part[seed].copy() for part in nets.all()])
    if patience is not None or keeps_best:
        for seed in range(count):
            for part, value in zip(nets.all(), best[seed][2]):
                part[seed] = value
    return curves


def digits(rng, train=400, validation=200):
    inputs, labels = shuffled(rng, datasets.load_digits(return_X_y=True))
    return parts((inputs[:1100] / 16, labels[:1100]), train, train + validation)


def networks(experiment, data, arms, saves="metrics", heats=None):
    """An experiment that compares two ways to train a network: sizes of the hidden layers, and settings of fit."""
    train, validation, test = data
    experiment.table(train, test)
    for place, (name, (hidden, settings)) in enumerate(arms.items()):
        classes = int(train[1].max()) + 1
        nets = Nets([train[0].shape[1], *hidden, classes], experiment.seeds, 64)
        curves = fit(nets, train, validation, **settings)
        experiment.arm(name, width=hidden[0], epochs=settings.get("epochs", 30))
        chances = nets.chances(test[0], (heats or {}).get(name, 1.0))
        for row, seed in enumerate(experiment.seeds):
            seconds = 1e-4 * (1 + nets.size() / 2000) * np.exp(0.2 * np.random.default_rng([seed, place, 5]).normal())
            stated = {"parameters": nets.size(), "inference_seconds": float(seconds)}
            if settings.get("keeps_best"):
                stated["val_loss"] = min(point["val_loss"] for point in curves[row])
            rows = {}
            if saves == "metrics":
                stated["accuracy"] = float(accuracy(chances[row : row + 1], test[1])[0])
            else:
                rows = {"test": predicted(range(len(test[1])), test[1], chances[row])}
            experiment.run(name, seed, stated, curves[row], rows)


def estimators(experiment, train, test, arms, score, subset=None):
    """An experiment of scikit-learn: each arm makes an estimator from a seed."""
    experiment.table(train, test)
    for name, make in arms.items():
        experiment.arm(name)
        for seed in experiment.seeds:
            rows = np.arange(len(train[1]))
            if subset is not None:
                rows = np.random.default_rng([seed, 3]).choice(rows, round(subset * len(rows)), replace=False)
            fitted = make(seed).fit(train[0][rows], train[1][rows])
            experiment.run(name, seed, *score(fitted, test))


def accuracy_alone(fitted, test):
    return ({"accuracy": float(fitted.score(*test))},)


def with_predictions(fitted, test):
    return {}, None, {"test": predicted(range(len(test[1])), test[1], fitted.predict_proba(test[0]))}


@kind
def forest(e):
    train, test = parts(blobs(e.rng, 250, 2), 220)
    make = lambda share: lambda seed: ensemble.RandomForestClassifier(25, max_features=share, random_state=seed)
    estimators(e, train, test, {"plain": make(0.3), "wide": make(0.8)}, accuracy_alone)


@kind
def forest_votes(e):
    train, test = parts(shuffled(e.rng, datasets.load_wine(return_X_y=True)), 118)
    make = lambda leaf: lambda seed: ensemble.RandomForestClassifier(30, min_samples_leaf=leaf, random_state=seed)
    estimators(e, train, test, {"plain": make(1), "pruned": make(3)}, with_predictions)


@kind
def nearest_neighbours(e):
    train, test = parts(blobs(e.rng, 500), 300)
    make = lambda count: lambda seed: neighbors.KNeighborsClassifier(count)
    e.config = {"vary": ["data"], "data": 0.8}
    estimators(e, train, test, {"plain": make(15), "local": make(5)}, with_predictions, 0.8)


@kind
def gradient_boosting(e):
    train, validation, test = parts(shuffled(e.rng, datasets.load_breast_cancer(return_X_y=True)), 200, 300)
    for name, depth in {"plain": 2, "deep": 3}.items():
        e.arm(name, depth=depth)
        for seed in e.seeds:
            model = ensemble.GradientBoostingClassifier(n_estimators=30, max_depth=depth, subsample=0.7, random_state=seed)
            model.fit(*train)
            stages = zip(model.staged_predict_proba(train[0]), model.staged_predict_proba(validation[0]))
            curve = [
                {"epoch": at + 1, "train_loss": metrics.log_loss(train[1], one), "val_loss": metrics.log_loss(validation[1], other)}
                for at, (one, other) in enumerate(stages)
            ]
            e.run(name, seed, *with_predictions(model, test))
            e.runs[name, seed] = ({}, curve, e.runs[name, seed][2])


@kind
def fixed_epochs(e):
    networks(e, digits(e.rng), {"plain": ([32], {"epochs": 20}), "wide": ([40], {"epochs": 20})})


@kind
def early_stopping(e):
    settings = {"epochs": 80, "patience": 6}
    networks(e, parts(blobs(e.rng, 1200), 300, 600), {"plain": ([32], settings), "deep": ([24, 16], settings)}, "predictions")


@kind
def best_checkpoint(e):
    settings = {"epochs": 25, "keeps_best": True}
    networks(e, parts(blobs(e.rng, 1200), 400, 700), {"plain": ([24], settings), "decay": ([24], {**settings, "decay": 1e-2})})


@kind
def cosine_schedule(e):
    arms = {"constant": ([32], {"epochs": 40}), "cosine": ([32], {"epochs": 40, "schedule": "cosine"})}
    networks(e, digits(e.rng), arms, "predictions")


@kind
def dropout(e):
    arms = {"plain": ([48], {"epochs": 25}), "dropout": ([48], {"epochs": 25, "drop": 0.2})}
    networks(e, digits(e.rng), arms)


@kind
def other_sizes(e):
    settings = {"epochs": 60, "patience": 6}
    plain, other = ((16, 40), (48, 24), (24, 32))[PAIRS.index(len(e.seeds))]
    networks(e, digits(e.rng), {"plain": ([plain], settings), "other": ([other], settings)})


@kind
def convolution(e):
    """Random filters over patches of the image, and a trained head."""
    filters = np.random.default_rng(0).normal(0, 1, (9, 12))
    def features(inputs):
        images = inputs.reshape(-1, 8, 8)
        windows = np.lib.stride_tricks.sliding_window_view(images, (3, 3), (1, 2)).reshape(-1, 6, 6, 9)
        values = np.maximum(windows @ filters, 0)
        return values.reshape(-1, 3, 2, 3, 2, 12).max((2, 4)).reshape(len(inputs), -1) / 2
    data = [(features(inputs), labels) for inputs, labels in digits(e.rng)]
    networks(e, data, {"linear": ([24], {"epochs": 20}), "noise": ([24], {"epochs": 20, "noise": 0.1})}, "predictions")


def drawn_curve(e, seed, gain, steps, final):
    """A loss that falls as a power of the steps with noise in each measurement, and ends on a plateau."""
    draw = np.random.default_rng([seed, int(e.rng.integers(1 << 30))])
    luck = 0.01 * draw.normal()
    rows = []
    for step in range(1, steps + 1):
        loss = final - gain + luck + 3 * np.exp(-5 * step / steps) + 0.004 * draw.normal()
        train = final - gain - 0.15 + luck + 3 * np.exp(-5 * step / steps) + 0.02 * draw.normal()
        rows.append({"step": 100 * step, "train_loss": train, "val_loss": loss, "val_perplexity": float(np.exp(loss))})
    return rows


@kind
def transformer(e):
    e.metrics = "[{ name: val_loss, direction: minimize }]"
    gain = float(e.rng.choice([0, 0.02]))
    for name, lead in {"plain": 0.0, "rotary": gain}.items():
        e.arm(name, learning_rate=0.0003)
        for seed in e.seeds:
            e.run(name, seed, {"parameters": 1_240_000}, drawn_curve(e, seed, lead, 30, 3.2))


@kind
def language_model(e):
    """Bigrams and trigrams of a Markov chain, smoothed, trained on samples of the text."""
    letters = 12
    e.metrics = "[{ name: perplexity, direction: minimize }]"
    e.config = {"vary": ["data"], "data": 0.9}
    chain = e.rng.dirichlet(np.full(letters, 0.3), letters)
    text = [0]
    for _ in range(6000):
        text.append(int(e.rng.choice(letters, p=chain[text[-1]])))
    text = np.array(text)
    pairs = np.c_[text[:-1], text[1:]]
    for name, smoothing in {"plain": 1.0, "light": 0.3}.items():
        e.arm(name, smoothing=smoothing)
        for seed in e.seeds:
            rows = np.random.default_rng([seed, 4]).choice(4000, 3600, replace=False)
            counts = np.full((letters, letters), smoothing)
            np.add.at(counts, tuple(pairs[rows].T), 1)
            chances = counts / counts.sum(1, keepdims=True)
            loss = lambda part: float(-np.log(chances[tuple(part.T)]).mean())
            e.run(name, seed, {"perplexity": float(np.exp(loss(pairs[4500:]))), "train_loss": loss(pairs[rows])})


@kind
def regression(e):
    train, test = parts(shuffled(e.rng, datasets.load_diabetes(return_X_y=True)), 300)
    e.metrics = "[{ name: rmse, margin: 1 }, { name: mae, margin: 1 }]"
    for name, leaf in {"plain": 3, "pruned": 8}.items():
        e.arm(name, leaf=leaf)
        for seed in e.seeds:
            model = ensemble.RandomForestRegressor(25, min_samples_leaf=leaf, random_state=seed).fit(*train)
            rows = [["id", "label", "prediction"], *zip(range(len(test[1])), test[1], np.round(model.predict(test[0]), 5))]
            e.run(name, seed, {}, None, {"test": rows})


@kind
def regression_network(e):
    e.metrics = "[{ name: rmse, margin: 0.02 }, { name: mae, margin: 0.02 }]"
    inputs, weights = e.rng.normal(0, 1, (1000, 6)), e.rng.normal(0, 1, (6, 3))
    values = np.tanh(inputs @ weights).sum(1) + 0.3 * e.rng.normal(0, 1, 1000)
    train, validation, test = parts((inputs, values), 400, 700)
    for name, decay in {"plain": 1e-3, "free": 0.0}.items():
        e.arm(name, decay=decay)
        nets = Nets([6, 32, 1], e.seeds, 64)
        curves = fit(nets, train, validation, epochs=60, patience=8, decay=decay, is_value=True)
        errors = nets.outputs(test[0])[:, :, 0] - test[1]
        for row, seed in enumerate(e.seeds):
            stated = {"rmse": float(np.sqrt((errors[row] ** 2).mean())), "mae": float(np.abs(errors[row]).mean())}
            e.run(name, seed, {**stated, "parameters": nets.size()}, curves[row])


@kind
def reinforcement_learning(e):
    """Returns of tabular Q-learning on a slippery corridor with a trap, over the last episodes."""
    length = 12
    e.metrics = "[{ name: return, direction: maximize }]"
    slip = float(e.rng.uniform(0.1, 0.25))
    for name, explore in {"plain": 0.1, "curious": 0.2}.items():
        e.arm(name, explore=explore)
        for seed in e.seeds:
            draw = np.random.default_rng([seed, int(explore * 100)])
            values, curve, window = np.zeros((length, 2)), [], []
            for episode in range(1, 121):
                place, total = 3, 0.0
                for _ in range(40):
                    move = int(draw.integers(2)) if draw.random() < explore else int(values[place, 1] >= values[place, 0])
                    went = move if draw.random() > slip else 1 - move
                    follow = place + (1 if went else -1)
                    reward = 10.0 if follow == length - 1 else -3.0 if follow == 0 else -0.1
                    ends = follow in (0, length - 1)
                    target = reward + (0 if ends else 0.97 * values[follow].max())
                    values[place, move] += 0.3 * (target - values[place, move])
                    total += reward
                    place = follow
                    if ends:
                        break
                window.append(total)
                if episode % 10 == 0:
                    curve.append({"epoch": episode // 10, "train_return": float(np.mean(window[-10:]))})
            e.run(name, seed, {"return": float(np.mean(window[-40:]))}, curve)


@kind
def time_series(e):
    """A forecast from lags: the test set is the last part of the series."""
    noise = e.rng.normal(0, 1, 700)
    series = np.zeros(700)
    for at in range(2, 700):
        series[at] = 0.6 * series[at - 1] + 0.2 * series[at - 2] + noise[at] + 0.8 * np.sin(2 * np.pi * at / 24)
    lags = np.stack([series[8 - lag : 700 - lag] for lag in range(1, 9)], 1)
    train, test = parts((lags, series[8:]), 500)
    e.metrics = "[{ name: rmse, margin: 0.02 }]"
    head = ["day", *[f"lag_{lag}" for lag in range(1, 9)], "target"]
    table = [[at, *np.round(lags[at], 5), round(series[8 + at], 5)] for at in range(len(lags))]
    e.files = {"train.csv": [head, *table[:500]], "test.csv": [head, *table[500:]]}
    for name, features in {"short": 4, "long": 8}.items():
        e.arm(name, lags=features)
        for seed in e.seeds:
            model = ensemble.GradientBoostingRegressor(n_estimators=30, max_depth=2, subsample=0.6, random_state=seed)
            guesses = model.fit(train[0][:, :features], train[1]).predict(test[0][:, :features])
            rows = [["id", "label", "prediction"], *zip(range(500, 500 + len(guesses)), np.round(test[1], 5), np.round(guesses, 5))]
            e.run(name, seed, {}, None, {"test": rows})


@kind
def imbalanced(e):
    e.metrics = "[{ name: macro_f1, margin: 0.02 }, { name: auroc }]"
    data = parts(blobs(e.rng, 1600, 2, 8, 0.8, 0.03, [0.85, 0.15]), 500, 800)
    settings = {"epochs": 60, "patience": 6}
    networks(e, data, {"plain": ([16], settings), "decay": ([16], {**settings, "decay": 5e-3})}, "predictions")


@kind
def distillation(e):
    """A small network learns labels, or those of a larger one at a temperature of 2, which makes it less sure."""
    e.true = ["metrics/conflict"]
    train, validation, test = parts(blobs(e.rng, 1300, 4, 12), 400, 700)
    teacher = Nets([12, 96, 4], [1000], 64)
    fit(teacher, train, validation, epochs=60, patience=6)
    soft = 0.5 * teacher.chances(train[0], 2.0)[0] + 0.5 * np.eye(4)[train[1]]
    settings = {"epochs": 40, "patience": 6}
    networks(e, (train, validation, test), {"labels": ([12], settings), "distilled": ([12], {**settings, "targets": soft})}, "predictions")


@kind
def fine_tuning(e):
    """A pretrained first layer, few training examples and a test set of 80."""
    source = blobs(e.rng, 1500, 5, 20)
    former = Nets([20, 32, 5], [1000], 64)
    fit(former, *parts(source, 1200), epochs=15)
    hidden = lambda inputs: former.forward(inputs[None])[1][0]
    data = parts(blobs(e.rng, 280, 3, 20), 120, 200)
    data = [(hidden(inputs), labels) for inputs, labels in data]
    settings = {"epochs": 60, "patience": 8, "rate": 0.005}
    networks(e, data, {"plain": ([16], settings), "noise": ([16], {**settings, "noise": 0.2})}, "predictions")


@kind
def many_metrics(e):
    e.metrics = "[{ name: accuracy, margin: 0.01 }, { name: macro_f1 }, { name: balanced_accuracy }, { name: mcc }, { name: auroc }, { name: log_loss }]"
    train, test = parts(blobs(e.rng, 800, 2, 8, 0.7), 400)
    make = lambda leaf: lambda seed: ensemble.ExtraTreesClassifier(30, min_samples_leaf=leaf, random_state=seed)
    estimators(e, train, test, {"plain": make(2), "pruned": make(6)}, with_predictions)


@kind
def latency(e):
    e.metrics = "[{ name: latency_ms, direction: minimize }, { name: accuracy, role: secondary }]"
    train, test = parts(blobs(e.rng, 700), 400)
    speed = float(e.rng.choice([1, 0.8]))
    for name, factor in {"plain": 1.0, "fused": speed}.items():
        e.arm(name)
        for seed in e.seeds:
            model = ensemble.RandomForestClassifier(20, random_state=seed).fit(*train)
            wall = 14 * factor * float(np.exp(0.03 * e.rng.normal()))
            e.run(name, seed, {"accuracy": float(model.score(*test)), "latency_ms": wall})


@kind
def cross_validation(e):
    data = shuffled(e.rng, datasets.load_wine(return_X_y=True))
    e.config = {"vary": "folds", "folds": {"k": 5, "repeats": 2}}
    e.seeds = range(1, 11)
    make = {"plain": 0.3, "wide": 0.8}
    for name, share in make.items():
        e.arm(name)
        for repeat in range(2):
            folds = model_selection.StratifiedKFold(5, shuffle=True, random_state=repeat)
            for fold, (train, test) in enumerate(folds.split(*data)):
                model = ensemble.RandomForestClassifier(25, max_features=share, random_state=repeat)
                chances = model.fit(data[0][train], data[1][train]).predict_proba(data[0][test])
                e.run(name, f"{repeat}-{fold}", {}, None, {"test": predicted(test, data[1][test], chances)})


@kind
def patients(e):
    """Several rows of each patient, all on one side of the split; slices of two clinics; a verdict for new patients."""
    count = 90
    offsets, labels = e.rng.normal(0, 0.5, (count, 6)), e.rng.integers(0, 2, count)
    rows = np.repeat(np.arange(count), 6)
    inputs = offsets[rows] + labels[rows, None] * np.array([1, 0.8, 0.5, 0, 0, 0]) + e.rng.normal(0, 1, (len(rows), 6))
    chosen = rows < 55
    clinics = np.where(e.rng.random(count) < 0.6, "north", "south")[rows]
    head = ["patient", *[f"marker_{place}" for place in range(6)], "label"]
    table = [[f"p{rows[at]}", *np.round(inputs[at], 4), labels[rows[at]]] for at in range(len(rows))]
    e.files = {
        "train.csv": [head, *[row for row, inside in zip(table, chosen) if inside]],
        "test.csv": [head, *[row for row, inside in zip(table, chosen) if not inside]],
    }
    test = ~chosen
    for name, leaf in {"plain": 2, "pruned": 5}.items():
        e.arm(name)
        for seed in e.seeds:
            model = ensemble.RandomForestClassifier(25, min_samples_leaf=leaf, random_state=seed)
            chances = model.fit(inputs[chosen], labels[rows[chosen]]).predict_proba(inputs[test])
            ids = np.flatnonzero(test)
            more = {"cluster": [f"p{rows[at]}" for at in ids], "slices": clinics[test]}
            e.run(name, seed, {}, None, {"test": predicted(ids, labels[rows[test]], chances, **more)})


@kind
def no_change(e):
    """A refactoring: both arms give the same numbers, which is said."""
    train, test = parts(blobs(e.rng, 700), 300)
    make = lambda seed: ensemble.RandomForestClassifier(20, random_state=seed)
    estimators(e, train, test, {"plain": make, "refactored": make}, with_predictions)
    e.true = ["change-effect"]


@kind
def quantisation(e):
    """Weights of one network in 32 and in 8 bits."""
    train, validation, test = digits(e.rng)
    for name, bits in {"float": None, "quantised": 6}.items():
        nets = Nets([64, 32, 10], e.seeds, 64)
        curves = fit(nets, train, validation, epochs=20)
        if bits is not None:
            for part in nets.weights:
                scale = np.abs(part).max((1, 2), keepdims=True) / 2 ** (bits - 1)
                part[:] = np.round(part / scale) * scale
        e.arm(name)
        chances = nets.chances(test[0])
        for row, seed in enumerate(e.seeds):
            e.run(name, seed, {"parameters": nets.size()}, curves[row], {"test": predicted(range(len(test[1])), test[1], chances[row])})


@kind
def retrieval(e):
    """Neighbours of hidden layers: the share of queries whose first ten hold the class, and reciprocal ranks."""
    e.metrics = "[{ name: recall_at_10, direction: maximize }, { name: mrr, direction: maximize }]"
    train, validation, test = parts(blobs(e.rng, 900, 8, 12, 0.7), 400, 600)
    for name, width in {"plain": 16, "wide": 24}.items():
        nets = Nets([12, width, 8], e.seeds, 64)
        curves = fit(nets, train, validation, epochs=40, patience=6)
        at = nets.forward(np.broadcast_to(test[0], (len(e.seeds), *test[0].shape)))[1]
        e.arm(name, width=width)
        for row, seed in enumerate(e.seeds):
            unit = at[row] / (np.linalg.norm(at[row], axis=1, keepdims=True) + 1e-9)
            near = np.argsort(-(unit @ unit.T) + 10 * np.eye(len(unit)), 1)[:, :-1]
            hits = test[1][near] == test[1][:, None]
            stated = {"recall_at_10": float(hits[:, :10].mean()), "mrr": float((1 / (1 + hits.argmax(1))).mean())}
            e.run(name, seed, {**stated, "parameters": nets.size()}, curves[row])


@kind
def calibration(e):
    e.metrics = "[{ name: ece, direction: minimize }, { name: accuracy }]"
    data = parts(blobs(e.rng, 1400, 3, 10), 400, 800)
    settings = {"epochs": 40, "patience": 6}
    networks(e, data, {"plain": ([24], settings), "smoothed": ([24], {**settings, "smoothing": 0.1})}, "predictions")


@kind
def two_test_sets(e):
    train, test = parts(blobs(e.rng, 1200), 400)
    test, shifted = (test[0][:400], test[1][:400]), (test[0][400:] + 0.4, test[1][400:])
    for name, leaf in {"plain": 1, "pruned": 4}.items():
        e.arm(name)
        for seed in e.seeds:
            model = ensemble.RandomForestClassifier(25, min_samples_leaf=leaf, random_state=seed).fit(*train)
            splits = {"test": test, "shifted": shifted}
            rows = {split: predicted(range(400), part[1], model.predict_proba(part[0])) for split, part in splits.items()}
            e.run(name, seed, {}, None, rows)


@kind
def other_seeds(e):
    """Two tables of results under seeds of their own."""
    train, test = parts(blobs(e.rng, 700), 300)
    count = len(e.seeds)
    for name, leaf, seeds in [("plain", 2, range(1, count + 1)), ("pruned", 5, range(101, count + 101))]:
        e.arm(name)
        for seed in seeds:
            model = ensemble.RandomForestClassifier(25, min_samples_leaf=leaf, random_state=seed).fit(*train)
            e.run(name, seed, {"accuracy": float(model.score(*test))})
    rows = [[arm, seed, stated["accuracy"]] for (arm, seed), (stated, _, _) in e.runs.items()]
    e.files["table.csv"] = [["model", "seed", "accuracy"], *rows]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=KINDS)
    parser.add_argument("--repetitions", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    for name in options.kinds:
        for repetition in range(options.repetitions):
            experiment = Experiment(name, repetition, options.seed)
            KINDS[name](experiment)
            experiment.save(options.out / name / str(repetition))
