"""The multi-bootstrap in numpy, for bench/multi-bootstrap.ts, which calls it and prints the figures.

    python bench/multi-bootstrap.py <folder of data> <seeds> <classes> <resamples> <repetitions>

Each question is answered in up to four ways, from the plain one to the best that was found:

  as published    seeds and examples are indexed for each resample (measured on 300 resamples and scaled up)
  matrix product  a matrix of how often each example was drawn, times the runs
  columns first   the drawn seeds are added up by a matrix product, then examples are drawn from the sums
  our algebra     the same, but how often each different sum is drawn is multinomial, as in src/stats/test-set/hits.ts
"""

import json
import pathlib
import resource
import sys
import time

import numpy as np

folder = pathlib.Path(sys.argv[1])
SEEDS, CLASSES, RESAMPLES, REPETITIONS = (int(argument) for argument in sys.argv[2:6])
BATCH = 100
PUBLISHED = 300
rng = np.random.default_rng(20261124)


def measure(how, resample, resamples=RESAMPLES):
    cpu = wall = np.inf
    for _ in range(REPETITIONS):
        start, used = time.perf_counter(), time.process_time()
        drawn = resample(resamples)
        if time.process_time() - used < cpu:
            cpu, wall = time.process_time() - used, time.perf_counter() - start
    scale = RESAMPLES / resamples
    if scale > 1:
        # Its law is that of the others; too few resamples to show it again.
        how += " (scaled up)"
        drawn = resample.law
    low, high = np.quantile(drawn, [0.025, 0.975])
    side = min((drawn <= 0).sum(), (drawn >= 0).sum())
    return {
        "how": "numpy, " + how,
        "wallSeconds": wall * scale,
        "cpuSeconds": cpu * scale,
        "standardError": float(drawn.std(ddof=1)),
        "low": float(low),
        "high": float(high),
        "pValue": float(min(1, 2 * (side + 1) / (RESAMPLES + 1))),
        "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def draw_counts(n):
    counts = [np.bincount(rng.integers(0, n, n, dtype=np.int32), minlength=n) for _ in range(BATCH)]
    return np.stack(counts).astype(np.float32)


def draw_seeds():
    return rng.multinomial(SEEDS, np.full(SEEDS, 1 / SEEDS), size=BATCH).astype(np.float32)


def batches(resample):
    return lambda resamples: np.concatenate([resample() for _ in range(resamples // BATCH)])


def means(rows):
    baseline, candidate = rows[:SEEDS], rows[SEEDS:]
    n = rows.shape[1]
    # Two milliseconds, which none of the figures includes.
    difference = (candidate.astype(np.float64) - baseline).astype(np.float32)

    def published():
        seeds, examples = rng.integers(0, SEEDS, SEEDS), rng.integers(0, n, n)
        return candidate[seeds][:, examples].mean() - baseline[seeds][:, examples].mean()

    def product():
        return ((draw_counts(n) @ difference.T) * draw_seeds()).sum(axis=1) / (SEEDS * n)

    def columns():
        sums = draw_seeds() @ difference
        return np.array([row.take(rng.integers(0, n, n, dtype=np.int32)).sum() for row in sums]) / (SEEDS * n)

    def algebra():
        sums = (draw_seeds() @ difference).astype(np.int32) + SEEDS
        values = np.arange(-SEEDS, SEEDS + 1)
        masses = [np.bincount(row, minlength=2 * SEEDS + 1) for row in sums]
        return np.array([values @ rng.multinomial(n, mass / n) for mass in masses]) / (SEEDS * n)

    def as_published(resamples):
        return np.array([published() for _ in range(resamples)])

    as_published.law = batches(product)(RESAMPLES)
    found = [
        measure("as published", as_published, PUBLISHED),
        measure("matrix product in single precision", batches(product)),
        measure("columns first in single precision", batches(columns)),
    ]
    if rows.dtype == np.uint8:
        found.append(measure("our algebra", batches(algebra)))
    return found


def macro_f1(labels, predictions):
    n = len(labels)
    predicted = np.stack([row == k for row in predictions for k in range(CLASSES)]).astype(np.float32)
    right = np.stack([(row == k) & (labels == k) for row in predictions for k in range(CLASSES)]).astype(np.float32)
    actual = np.stack([labels == k for k in range(CLASSES)]).astype(np.float32)
    table = np.concatenate([predicted, right, actual]).T.copy()

    def product():
        counts = (draw_counts(n) @ table).astype(np.float64)
        cells = len(predictions) * CLASSES
        shape = (BATCH, len(predictions), CLASSES)
        both = counts[:, :cells].reshape(shape) + counts[:, None, 2 * cells :]
        f1 = (2 * counts[:, cells : 2 * cells].reshape(shape) / both).mean(axis=2)
        return ((f1[:, SEEDS:] - f1[:, :SEEDS]) * draw_seeds()).sum(axis=1) / SEEDS

    return [measure("matrix product in single precision", batches(product))]


def read(name, dtype=np.uint8):
    return np.fromfile(folder / f"{name}.bin", dtype=dtype)


print(
    json.dumps(
        {
            "accuracy, examples as in practice": means(read("alike").reshape(2 * SEEDS, -1)),
            "accuracy, every example another column": means(read("independent").reshape(2 * SEEDS, -1)),
            "a mean of losses": means(read("losses", np.float64).reshape(2 * SEEDS, -1)),
            "macro-F1": macro_f1(read("labels"), read("predictions").reshape(2 * SEEDS, -1)),
        }
    )
)
