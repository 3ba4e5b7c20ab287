"""Logistic regression with L2 regularisation on sparse rows, by L-BFGS: deterministic, NumPy only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """A sparse matrix of counts: feature ``index[i]`` occurs in row ``row[i]``."""

    index: I64
    row: I64
    rows: int
    features: int

    def dot(self, weights: F64) -> F64:
        return np.bincount(self.row, weights=weights[self.index], minlength=self.rows).astype(np.float64)

    def transposed_dot(self, values: F64) -> F64:
        return np.bincount(self.index, weights=values[self.row], minlength=self.features).astype(np.float64)

    def take(self, which: npt.NDArray[np.bool_]) -> Rows:
        """The rows where ``which`` is true, numbered anew."""
        number = np.cumsum(which) - 1
        kept = which[self.row]
        return Rows(self.index[kept], number[self.row[kept]], int(which.sum()), self.features)


def _objective(rows: Rows, sign: F64, cost: F64, params: F64) -> tuple[float, F64]:
    margin = sign * (rows.dot(params[:-1]) + params[-1])
    # log(1 + exp(-m)) without overflow
    loss = np.logaddexp(0.0, -margin)
    slope = -sign * cost / (1.0 + np.exp(np.clip(margin, -500, 500)))
    value = float(cost @ loss + 0.5 * params[:-1] @ params[:-1])
    gradient = np.append(rows.transposed_dot(slope) + params[:-1], slope.sum())
    return value, gradient


def fit(rows: Rows, label: I64, cost: F64, steps: int = 300, memory: int = 12) -> tuple[F64, float]:
    """Weights and bias that minimise ``sum cost * log-loss + |w|^2 / 2``; ``cost`` is C times the row's weight."""
    sign = np.where(label == 1, 1.0, -1.0)
    params = np.zeros(rows.features + 1)
    value, gradient = _objective(rows, sign, cost, params)
    pairs: list[tuple[F64, F64, float]] = []
    for _ in range(steps):
        direction = _two_loop(gradient, pairs)
        slope = float(gradient @ direction)
        step = 1.0 if pairs else 1.0 / max(1.0, float(np.abs(gradient).sum()))
        while True:
            new = params + step * direction
            new_value, new_gradient = _objective(rows, sign, cost, new)
            if new_value <= value + 1e-4 * step * slope or step < 1e-12:
                break
            step *= 0.5
        moved, turned = new - params, new_gradient - gradient
        curvature = float(moved @ turned)
        if curvature > 1e-12:
            pairs = [*pairs[-(memory - 1) :], (moved, turned, 1.0 / curvature)]
        done = abs(value - new_value) <= 1e-9 * max(1.0, abs(value))
        params, value, gradient = new, new_value, new_gradient
        if done:
            break
    return params[:-1], float(params[-1])


def _two_loop(gradient: F64, pairs: list[tuple[F64, F64, float]]) -> F64:
    """The L-BFGS direction (Nocedal and Wright, Numerical Optimization, algorithm 7.4)."""
    q = -gradient
    alphas = []
    for moved, turned, rho in reversed(pairs):
        alpha = rho * float(moved @ q)
        alphas.append(alpha)
        q = q - alpha * turned
    if pairs:
        moved, turned, _ = pairs[-1]
        q = q * (float(moved @ turned) / float(turned @ turned))
    for (moved, turned, rho), alpha in zip(pairs, reversed(alphas), strict=True):
        q = q + moved * (alpha - rho * float(turned @ q))
    return q
