"""Logistic regression with L2 regularisation on sparse rows, by L-BFGS: deterministic, NumPy only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Objective = Callable[[F64], tuple[float, F64]]

#: How loosely the level of a group is held to that of all, in standard deviations beside 1 for a weight.
LOOSE = 3.0


@dataclass(frozen=True)
class Rows:
    """A sparse matrix of ones: feature ``index[i]`` occurs in row ``row[i]``."""

    index: I64
    row: I64
    rows: int
    features: int

    def dot(self, weights: F64) -> F64:
        """The product with a vector."""
        return np.bincount(self.row, weights=weights[self.index], minlength=self.rows).astype(np.float64)

    def transposed_dot(self, values: F64) -> F64:
        """The product of the transpose with a vector."""
        return np.bincount(self.index, weights=values[self.row], minlength=self.features).astype(np.float64)

    def only(self, features: I64) -> Rows:
        """The columns ``features`` (ascending), numbered anew."""
        at = np.minimum(np.searchsorted(features, self.index), len(features) - 1)
        kept = features[at] == self.index
        return Rows(at[kept], self.row[kept], self.rows, len(features))

    def take(self, which: Bools) -> Rows:
        """The rows where ``which`` is true, numbered anew."""
        number = np.cumsum(which) - 1
        kept = which[self.row]
        return Rows(self.index[kept], number[self.row[kept]], int(which.sum()), self.features)

    def frequent(self, among: Bools, least: int) -> I64:
        """The features that occur in at least ``least`` of the rows where ``among`` is true."""
        counts = np.bincount(self.index[among[self.row]], minlength=self.features)
        return np.flatnonzero(counts >= least)


def minimise(objective: Objective, params: F64, steps: int = 300, memory: int = 12) -> F64:
    """Where ``objective`` (value and gradient) is least, from ``params`` on, by L-BFGS with halving steps."""
    value, gradient = objective(params)
    pairs: list[tuple[F64, F64, float]] = []
    for _ in range(steps):
        direction = _direction(gradient, pairs)
        slope = float(gradient @ direction)
        step = 1.0 if pairs else 1.0 / max(1.0, float(np.abs(gradient).sum()))
        for _halving in range(30):
            new = params + step * direction
            new_value, new_gradient = objective(new)
            if new_value <= value + 1e-4 * step * slope:
                break
            step *= 0.5
        else:
            return params
        moved, turned = new - params, new_gradient - gradient
        curvature = float(moved @ turned)
        if curvature > 1e-12:
            pairs = [*pairs[-(memory - 1) :], (moved, turned, 1.0 / curvature)]
        done = abs(value - new_value) <= 1e-7 * max(1.0, abs(value))
        params, value, gradient = new, new_value, new_gradient
        if done:
            break
    return params


def _direction(gradient: F64, pairs: list[tuple[F64, F64, float]]) -> F64:
    """The two-loop recursion (Nocedal and Wright, Numerical Optimization, algorithm 7.4)."""
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


@dataclass(frozen=True)
class Prior:
    """What is known of features before any sentence was read.

    A feature's weight is its own part plus what its vector says by a direction learnt for all of them together;
    ``own`` is false for those too rare to have a part of their own.
    """

    vectors: F64  #: a row per feature; of zeros where nothing is known
    own: Bools

    def only(self, features: I64) -> Prior:
        """That of some features, in their order."""
        return Prior(self.vectors[features], self.own[features])

    def first(self, dimensions: int) -> Prior:
        """That by the first dimensions of the vectors alone."""
        return Prior(self.vectors[:, :dimensions], self.own)

    def weights(self, params: F64) -> F64:
        """The weights that ``params`` (own parts, then the direction) stand for."""
        size = len(self.own)
        return np.where(self.own, params[:size], 0.0) + self.vectors @ params[size:]

    def turned(self, slope: F64) -> F64:
        """The slope of the parameters from that of the weights."""
        return np.concatenate([np.where(self.own, slope, 0.0), self.vectors.T @ slope])


def fit(rows: Rows, label: I64, cost: F64, prior: Prior, group: I64) -> tuple[F64, float]:
    """Weights and bias that minimise ``sum cost * log-loss + |params|^2 / 2``; ``cost`` is C times the row's weight.

    Each ``group`` of rows has a level of its own, which is left out in the end: how often a label is true in a source
    is not to be put down to the words that this source likes to use.
    """
    sign, size, groups = np.where(label == 1, 1.0, -1.0), len(prior.own) + prior.vectors.shape[1], int(group.max()) + 1

    def objective(params: F64) -> tuple[float, F64]:
        levels = LOOSE * params[size:-1] + params[-1]
        margin = sign * (rows.dot(prior.weights(params[:size])) + levels[group])
        slope = -sign * cost / (1.0 + np.exp(np.clip(margin, -500, 500)))
        value = float(cost @ np.logaddexp(0.0, -margin) + 0.5 * params[:-1] @ params[:-1])
        of_levels = LOOSE * np.bincount(group, weights=slope, minlength=groups)
        held = np.concatenate([prior.turned(rows.transposed_dot(slope)), of_levels]) + params[:-1]
        return value, np.append(held, slope.sum())

    params = minimise(objective, np.zeros(size + groups + 1))
    return prior.weights(params[:size]), float(params[-1])


def fit_dense(columns: F64, label: I64, cost: F64) -> tuple[F64, float]:
    """The same for a few dense columns, with a small penalty."""
    sign = np.where(label == 1, 1.0, -1.0)

    def objective(params: F64) -> tuple[float, F64]:
        margin = sign * (columns @ params[:-1] + params[-1])
        slope = -sign * cost / (1.0 + np.exp(np.clip(margin, -500, 500)))
        value = float(cost @ np.logaddexp(0.0, -margin) + 0.5 * params[:-1] @ params[:-1])
        return value, np.append(columns.T @ slope + params[:-1], slope.sum())

    params = minimise(objective, np.zeros(columns.shape[1] + 1))
    return params[:-1], float(params[-1])
