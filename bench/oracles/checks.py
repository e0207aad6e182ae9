"""Reference values of check statistics from scipy and diptest.

    pip install scipy diptest
    python bench/oracles/checks.py > test/stats/oracles/checks.json
"""

import json
import sys

import diptest
import numpy as np
from scipy import stats

rng = np.random.default_rng(20261125)


def pairs_of_samples():
    for n, m in ((3, 3), (5, 5), (6, 9), (25, 25), (100, 40)):
        yield rng.normal(0, 1, n), rng.normal(3, 2, m)
    yield rng.lognormal(0, 1, 12), rng.lognormal(0, 2, 12)
    yield 1e9 + rng.normal(0, 1, 10), rng.normal(0, 1, 10)
    yield 1e-150 * rng.normal(0, 1, 7), 1e-150 * rng.normal(0, 3, 7)
    yield rng.binomial(200, 0.85, 11) / 200, rng.binomial(200, 0.6, 11) / 200
    yield np.ones(5), rng.normal(0, 1, 5)


def spread(x, y):
    result = stats.levene(x, y, center="median")
    return {"x": x.tolist(), "y": y.tolist(), "statistic": result.statistic, "pValue": result.pvalue}


def fisher(a, n, b, m):
    return {"counts": [a, n, b, m], "pValue": stats.fisher_exact([[a, n - a], [b, m - b]], alternative="greater").pvalue}


def share(hits, n, level):
    result = stats.binomtest(hits, n).proportion_ci(level, method="exact")
    return {"hits": hits, "n": n, "level": level, "low": result.low, "high": result.high}


def deviation(n, level):
    bounds = [float(np.sqrt((n - 1) / stats.chi2.ppf(p, n - 1))) for p in ((1 + level) / 2, (1 - level) / 2)]
    return {"n": n, "level": level, "low": bounds[0], "high": bounds[1]}


def dips():
    for index in range(24):
        n = int(rng.integers(4, 60))
        half = n // 2
        yield [
            lambda: rng.normal(size=n),
            lambda: rng.uniform(size=n),
            lambda: np.concatenate([rng.normal(size=half), rng.normal(6, 1, n - half)]),
            lambda: rng.exponential(size=n),
        ][index % 4]()


json.dump(
    {
        "brownForsythe": [spread(x, y) for x, y in pairs_of_samples()],
        "fisher": [
            fisher(*counts)
            for counts in ((8, 10, 1, 10), (0, 6, 0, 6), (6, 6, 0, 6), (3, 25, 0, 25), (5, 20, 9, 13), (40, 400, 70, 500))
        ],
        "binomial": [
            share(hits, n, level)
            for hits, n in ((0, 10), (10, 10), (1, 6), (3, 25), (17, 40), (500, 1000))
            for level in (0.8, 0.95, 0.99)
        ],
        "deviation": [deviation(n, level) for n in (2, 3, 5, 25, 200, 1000) for level in (0.8, 0.95, 0.99)],
        "dip": [
            {"x": x.tolist(), "statistic": diptest.dipstat(x), "pValue": diptest.diptest(x)[1]} for x in dips()
        ],
    },
    sys.stdout,
)
