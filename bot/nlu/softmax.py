"""Multinomial logistic regression over features that are partly sparse and partly dense.

It minimises what scikit-learn's `LogisticRegression(C=…)` does, by the same L-BFGS of SciPy; scikit-learn takes only one
matrix, in which the dense numbers of the embedding would be most of the entries, and works in double precision: five
times the time for the same model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]


def fit(
    sparse: csr_matrix, dense: Floats, classes: NDArray[np.int64], importance: Floats, c: float, iterations: int
) -> tuple[Floats, Floats]:
    """Return weights of shape (sparse and then dense features, classes), and a bias for each class.

    `classes` has the class of each row, counted from 0, `importance` the weight of its row; `c` is the inverse strength
    of regularisation, as in scikit-learn.
    """
    from scipy.optimize import minimize  # only training needs it

    rows, columns = sparse.shape
    count = int(classes.max()) + 1
    features = columns + dense.shape[1]
    truth = np.zeros((rows, count), dtype=np.float32)
    truth[np.arange(rows), classes] = 1
    transposed = sparse.T.tocsr()
    scale = np.float32(c) * importance[:, None]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.astype(np.float32).reshape(features + 1, count)
        scores = sparse @ weights[:columns] + dense @ weights[columns:features] + weights[features]
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        totals = chances.sum(axis=1, keepdims=True)
        chances /= totals
        missed = (np.log(totals) - (scores * truth).sum(axis=1, keepdims=True)) * scale
        errors = (chances - truth) * scale
        gradient = np.empty_like(weights)
        gradient[:columns] = transposed @ errors
        gradient[columns:features] = dense.T @ errors
        gradient[features] = errors.sum(axis=0)
        gradient[:features] += weights[:features]
        penalty = 0.5 * float(np.vdot(weights[:features], weights[:features]))
        return float(missed.sum(dtype=np.float64)) + penalty, gradient.ravel().astype(np.float64)

    start = np.zeros((features + 1) * count)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": iterations, "maxcor": 10})
    weights = found.x.astype(np.float32).reshape(features + 1, count)
    return np.ascontiguousarray(weights[:features]), weights[features].copy()


def fit_dense(dense: Floats, classes: NDArray[np.int64], c: float, iterations: int) -> tuple[Floats, Floats]:
    """The same over dense features alone, each row of the same weight."""
    from scipy.sparse import csr_matrix

    none = csr_matrix((len(dense), 0), dtype=np.float32)
    return fit(none, dense, classes, np.ones(len(dense), dtype=np.float32), c, iterations)
