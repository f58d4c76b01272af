"""Writes rbf_optima.csv: global optima of the paper's likelihood on seeded data, found another way.

For each l the kernel matrix R is decomposed into eigenvectors, which makes the likelihood a cheap
function of sigma_f; both are searched on fine grids and refined with SciPy. Only data whose matrix
at the optimum has a condition number below 1e9 are kept: beyond, doubles no longer fix l to 1e-4.
"""
import numpy as np
from scipy.optimize import minimize_scalar

JITTER, LOW, HIGH = 1e-8, 2 * np.log(1e-5), 2 * np.log(5e5)


def profile(squares, y, length):
    values, vectors = np.linalg.eigh(np.exp(-0.5 * squares / length**2))
    values, weights = np.maximum(values, 0), (vectors.T @ y) ** 2

    def nll(log_variance):
        spectrum = np.exp(log_variance) * values + JITTER
        return 0.5 * (weights / spectrum + np.log(spectrum) + np.log(2 * np.pi)).sum()

    grid = np.linspace(LOW, HIGH, 160)
    at = np.array([nll(v) for v in grid])
    i = at.argmin()
    refined = minimize_scalar(
        nll, bounds=(grid[max(i - 1, 0)], grid[min(i + 1, 159)]), method="bounded",
        options={"xatol": 1e-10})
    value, log_variance = min((at[i], grid[i]), (refined.fun, refined.x))
    spectrum = np.exp(log_variance) * values + JITTER
    return value, np.exp(log_variance / 2), spectrum.max() / spectrum.min()


def optimum(p, y):
    squares = (p[:, None] - p) ** 2
    grid = np.log(np.r_[1e-5, np.geomspace(0.05, 1e5, 200)])
    at = np.array([profile(squares, y, np.exp(v))[0] for v in grid])
    best = (np.inf, 0)
    for i in np.argsort(at)[:4]:
        refined = minimize_scalar(
            lambda v: profile(squares, y, np.exp(v))[0], method="bounded",
            bounds=(grid[max(i - 1, 0)], grid[min(i + 1, 200)]), options={"xatol": 1e-10})
        best = min(best, (at[i], grid[i]), (refined.fun, refined.x))
    return np.exp(best[1]), *profile(squares, y, np.exp(best[1]))


def main():
    rows = []
    for seed in range(60):
        random = np.random.default_rng(seed)
        p = np.sort(random.choice(np.arange(1, 49), random.integers(2, 27), replace=False))
        scale, exponent = 10 ** random.uniform(-1, 8), random.uniform(-0.5, 1.2)
        noise = random.choice([0.01, 0.05, 0.3, 1.5])
        y = scale * p**exponent * np.exp(noise * random.normal(size=len(p)))
        length, nll, signal, condition = optimum(p.astype(float), y)
        if condition < 1e9 and length > 1e-4:
            data = " ".join(f"{a}:{float(b)!r}" for a, b in zip(p, y))
            rows.append(f"{seed},{float(length)!r},{float(signal)!r},{float(nll)!r},{data}")
    with open("rbf_optima.csv", "w", encoding="utf-8") as out:
        out.write("seed,length,signal,nll,points\n" + "\n".join(rows) + "\n")


main()
