"""Reference values of the distributions, to 16 digits, by mpmath at up to 700 digits.

    pip install mpmath
    python bench/oracles/distributions.py > test/stats/oracles/distributions.json

Each list holds arguments and value. Takes about a minute.
"""

import json

import mpmath as mp

mp.mp.dps = 30


def t_cdf(t, df):
    """P(T <= t) for t < 0, with more digits than cancel in the complement of the incomplete beta."""
    with mp.workdps(700):
        t, df = mp.mpf(t), mp.mpf(df)
        z = df / (df + t * t)
        if z < mp.mpf("0.9"):
            return mp.betainc(df / 2, mp.mpf(1) / 2, 0, z, regularized=True) / 2
        return (1 - mp.betainc(mp.mpf(1) / 2, df / 2, 0, t * t / (df + t * t), regularized=True)) / 2


def root(f, low, high):
    """Bisects an increasing f, then takes secant steps."""
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) < 0 else (low, middle)
    return (low + high) / 2


def t_quantile(p, df):
    """Solves for ln(-t), in which the tail is nearly linear."""
    with mp.workdps(60):
        return -mp.exp(root(lambda u: -mp.log(t_cdf(-mp.exp(u), df)) + mp.log(mp.mpf(p)), mp.mpf(-20), mp.mpf(50)))


def normal_quantile(p):
    return root(lambda z: mp.log(mp.ncdf(z)) - mp.log(mp.mpf(p)), mp.mpf(-40), mp.mpf(10))


def noncentral_t(t, df, noncentrality, upper):
    """Mixes over S = sqrt(chi2/df) by the trapezoidal rule in ln s, which converges geometrically."""
    t, df, noncentrality = mp.mpf(t), mp.mpf(df), mp.mpf(noncentrality)

    def density(y):
        s = mp.exp(y)
        log_f = mp.log(2) + (df / 2) * mp.log(df / 2) - mp.loggamma(df / 2) + df * y - df * s * s / 2
        return mp.exp(log_f) * mp.ncdf(noncentrality - t * s if upper else t * s - noncentrality)

    grid = [mp.mpf(k) / 40 for k in range(-2400, 140)]
    values = [density(y) for y in grid]
    floor = max(values) * mp.mpf(10) ** -28
    inside = [i for i, value in enumerate(values) if value > floor]
    low, high = grid[max(inside[0] - 1, 0)], grid[min(inside[-1] + 1, len(grid) - 1)]
    points, previous = 300, None
    while True:
        step = (high - low) / points
        total = step * sum(density(low + step * k) for k in range(points + 1))
        if previous is not None and abs(total - previous) < abs(total) * mp.mpf(10) ** -17:
            return total
        previous, points = total, points * 2


def number(value):
    return float(mp.nstr(value, 17))


out = {
    "normalCdf": [[z, number(mp.ncdf(mp.mpf(z)))] for z in [-37, -30, -20, -8, -5, -2, -1.5, -1e-8, 0.3, 2, 6]],
    "logNormalCdf": [
        [z, number(mp.log(mp.erfc(-mp.mpf(z) / mp.sqrt(2)) / 2))] for z in [-1000, -100, -40, -37.5, -36.5, -20, -1, 3]
    ],
    "normalQuantile": [
        [p, number(normal_quantile(p))]
        for p in [1e-300, 1e-100, 1e-20, 1e-10, 1e-6, 0.0005, 0.0125, 0.025, 0.05, 0.2, 0.4, 0.499, 0.7, 0.975]
    ],
    "studentTCdf": [
        [t, df, number(t_cdf(t, df))]
        for df in [1, 1.5, 2, 5.3, 9, 14, 99, 1000, 1e6]
        for t in [-1e-8, -1e-3, -0.03, -0.5, -1.2, -2.5, -10, -37, -1e4, -1e20]
        if t_cdf(t, df) > mp.mpf("1e-300")
    ],
    "studentTQuantile": [
        [p, df, number(t_quantile(p, df))]
        for df in [1, 2, 5.3, 9, 19, 200, 1e5]
        for p in [1e-100, 1e-20, 1e-6, 0.0125, 0.025, 0.05, 0.1, 0.4]
        if not (p < 1e-20 and df < 9)
    ],
    "noncentralTCdf": [
        [t, df, nc, number(noncentral_t(t, df, nc, False))]
        for df, nc, t in [(1, 0.5, -3), (1, 20, 0), (1, 2.5, 2.1), (1.5, 20, -12), (2, 3, 2), (3, 20, -12), (4, 1.7, 2.776)]
        + [(9, 3, 2.262), (9, -2, 1), (14, 20, -12), (19, 2.9, 2.093), (200, 20, -3), (1e5, 20, -3), (1e5, 2.5, -1)]
    ],
    "noncentralTSurvival": [
        [t, df, nc, number(noncentral_t(t, df, nc, True))]
        for df, nc, t in [(1, 0, 300), (1, 2.5, 25), (1.5, 2.5, 2.1), (2, 3, 4.303), (4, 1.7, 2.776), (9, 3, 2.262)]
        + [(9, 0.01, 30), (14, 2.5, 300), (19, 2.9, 2.093), (200, 2.5, 300), (1e5, 0, 2.1), (1e5, 20, 25)]
    ],
    "hedgesCorrection": [
        [df, number(mp.gammaprod([mp.mpf(df) / 2], [(mp.mpf(df) - 1) / 2]) / mp.sqrt(mp.mpf(df) / 2))]
        for df in [2, 3, 4, 9, 14, 31, 32, 33, 100, 1000, 100000]
    ],
}
print(json.dumps(out, indent=1))
