"""Reference values of the metrics, by scikit-learn.

    pip install scikit-learn
    python bench/oracles/metrics.py > test/stats/oracles/metrics.json

Expected calibration error is not in scikit-learn; it is computed here from its definition with numpy.
"""

import json
import warnings

import numpy as np
from sklearn import metrics as m

warnings.filterwarnings("ignore")
rng = np.random.default_rng(20261124)


def ece(labels, probabilities, bins=15):
    top, predictions = probabilities.max(axis=1), probabilities.argmax(axis=1)
    edges = np.linspace(0, 1, bins + 1)
    total = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (top > low) & (top <= high)
        if inside.any():
            total += inside.mean() * abs((predictions == labels)[inside].mean() - top[inside].mean())
    return total


def classification(name, labels, probabilities, classes, predictions=None):
    labels, probabilities = np.asarray(labels), np.asarray(probabilities, dtype=float)
    predictions = probabilities.argmax(axis=1) if predictions is None else np.asarray(predictions)
    expected = {
        "accuracy": m.accuracy_score(labels, predictions),
        "macro_f1": m.f1_score(labels, predictions, average="macro", zero_division=0),
        "micro_f1": m.f1_score(labels, predictions, average="micro", zero_division=0),
        "weighted_f1": m.f1_score(labels, predictions, average="weighted", zero_division=0),
        "balanced_accuracy": m.balanced_accuracy_score(labels, predictions),
        "mcc": m.matthews_corrcoef(labels, predictions),
        "log_loss": m.log_loss(labels, probabilities, labels=list(range(classes))),
        "ece": ece(labels, probabilities),
    }
    if classes == 2 and len(set(labels.tolist())) == 2:
        expected["auroc"] = m.roc_auc_score(labels, probabilities[:, 1])
    return {
        "name": name,
        "classes": classes,
        "labels": labels.tolist(),
        "predictions": predictions.tolist(),
        "probabilities": probabilities.tolist(),
        "expected": {key: float(value) for key, value in expected.items()},
    }


def softmax(logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def skilled(n, classes, skill, weights=None):
    labels = rng.choice(classes, size=n, p=weights)
    logits = rng.normal(size=(n, classes))
    logits[np.arange(n), labels] += skill
    return labels, softmax(2 * logits)


cases = [
    classification("three unbalanced classes", *skilled(90, 3, 0.7, [0.8, 0.15, 0.05]), 3),
    classification("two classes", *skilled(80, 2, 0.8), 2),
    classification("two classes with tied scores", [0, 1, 1, 0, 1, 0], [[.5, .5], [.5, .5], [.2, .8], [.2, .8], [.6, .4], [.9, .1]], 2),
    classification("a class that never occurs", [0, 1, 1, 0, 2, 2], softmax(rng.normal(size=(6, 5))), 5),
    classification("predictions of one class only", [0, 1, 1, 0], [[.9, .1], [.8, .2], [.7, .3], [.6, .4]], 2),
    classification("labels of one class only", [1, 1, 1], [[.4, .6], [.6, .4], [.1, .9]], 2),
    classification("certain mistakes", [0, 1, 2], [[0, 1, 0], [0, 1, 0], [1, 0, 0]], 3),
    classification("all right", [0, 1, 2], [[1, 0, 0], [0, 1, 0], [0, 0, 1]], 3),
    classification("one example", [1], [[.3, .7]], 2),
    classification("predictions by another threshold", *skilled(40, 2, 0.5), 2, predictions=rng.integers(0, 2, 40)),
]


def regression(name, labels, predictions):
    labels, predictions = np.asarray(labels, dtype=float), np.asarray(predictions, dtype=float)
    expected = {
        "rmse": m.root_mean_squared_error(labels, predictions),
        "mae": m.mean_absolute_error(labels, predictions),
    }
    if np.ptp(labels) > 0:
        expected["r2"] = m.r2_score(labels, predictions)
    return {
        "name": name,
        "labels": labels.tolist(),
        "predictions": predictions.tolist(),
        "expected": {key: float(value) for key, value in expected.items()},
    }


truth = rng.normal(size=50)
values = [
    regression("close", truth, truth + 0.1 * rng.normal(size=50)),
    regression("worse than the mean", truth, -truth),
    regression("far from zero", 1e6 + truth, 1e6 + truth + rng.normal(size=50)),
    regression("constant labels", [3, 3, 3], [1, 2, 3]),
    regression("one example", [2], [5]),
    regression("perfect", [1, 2, 4], [1, 2, 4]),
]
print(json.dumps({"classification": cases, "regression": values}))
