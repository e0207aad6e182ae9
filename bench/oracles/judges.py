"""Means of labels with a judge's grades, by ppi_py.

    pip install ppi-python==0.2.3
    python bench/oracles/judges.py > test/stats/oracles/judges.json
"""

import json

import numpy as np
from ppi_py import ppi_mean_ci, ppi_mean_pointestimate

rng = np.random.default_rng(20261201)


def samples():
    for n, others, noise in ((30, 300, 0.3), (60, 60, 1.0), (100, 2000, 0.1), (40, 200, 50.0)):
        truth = rng.normal(0.2, 1, n + others)
        yield f"normal, {n} of {n + others}, noise {noise}", n, truth, truth + rng.normal(0.1, noise, n + others)
    for n, others in ((50, 400), (80, 800)):
        truth = rng.integers(-1, 2, n + others).astype(float)
        yield f"passes, {n} of {n + others}", n, truth, np.where(rng.random(n + others) < 0.8, truth, 0)
    truth = rng.normal(0, 1, 330)
    yield "a judge that contradicts", 30, truth, -truth


def answer(name, n, truth, judged):
    truth, judged = np.round(truth, 3), np.round(judged, 3)
    labels, some, rest = truth[:n], judged[:n], judged[n:]
    estimate = ppi_mean_pointestimate(labels, some, rest)
    # The estimate is linear in lambda.
    at = [float(np.squeeze(ppi_mean_pointestimate(labels, some, rest, lam=lam))) for lam in (0, 1)]
    low, high = ppi_mean_ci(labels, some, rest, alpha=0.05)
    return {
        "name": name,
        "labels": labels.tolist(),
        "judged": some.tolist(),
        "unlabelled": rest.tolist(),
        "expected": {
            "estimate": float(np.squeeze(estimate)),
            "lambda": (float(np.squeeze(estimate)) - at[0]) / (at[1] - at[0]),
            "interval": [float(np.squeeze(low)), float(np.squeeze(high))],
        },
    }


print(json.dumps({"samples": [answer(*sample) for sample in samples()]}))
