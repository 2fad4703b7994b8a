"""
The reference side of bench:baselines.

    baselines-reference.py split <directory of the data files> <directory>   the 75/25 split that SOURCES.md's figures
                                                                             were made with (stratified, seed 0)
    baselines-reference.py <task> <train.csv> <held.csv>                     mean and twice the deviation, over ten
                                                                             seeds, of a figure that SOURCES.md lacks

The files of a task are what the learner reads: label first, numbers only.
"""
import csv
import gzip
import json
import os
import sys
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
import numpy as np
from sklearn.cluster import KMeans
from sklearn.ensemble import IsolationForest
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import train_test_split

TARGETS = {
    "mlc_churn": "churn",
    "credit_data": "Status",
    "concrete": None,
    "hpc_data": "class",
    "breast_cancer": "diagnosis",
    "digits_8x8": "label",
}


def split(source, into):
    tables = {}
    for name, target in TARGETS.items():
        head, *rows = csv.reader(open(source / f"{name}.csv"))
        tables[name] = head, rows, target and [row[head.index(target)] for row in rows]
    images = np.frombuffer(gzip.open(source / "fashion_3000_28x28.bin.gz").read(), np.uint8).reshape(-1, 785)
    tables["fashion_3000"] = ["label", *(f"p{i}" for i in range(784))], images.tolist(), images[:, 0]
    for name, (head, rows, labels) in tables.items():
        for part, chosen in zip(("train", "held"), train_test_split(rows, test_size=0.25, random_state=0, stratify=labels)):
            with open(into / f"{name}-{part}.csv", "w", newline="") as file:
                csv.writer(file).writerows([head, *chosen])


def clusters(k):
    def of(train, held, _, __, seed):
        return -KMeans(k, n_init=1, random_state=seed).fit(train).score(held) / len(held)

    return of


def forest(train, held, _, anomaly, seed):
    return roc_auc_score(anomaly, -IsolationForest(n_estimators=100, max_samples=256, random_state=seed).fit(train).score_samples(held))


def machine(train, held, labels, held_labels, seed, factors=8, epochs=60, rows=100, rates=(0.01, 0.01, 0.01), decay=(0.01, 0.001, 1e-5)):
    """A factorization machine in numpy: Rendle's equation 1, logistic loss, Adam; log-loss of the held rows."""
    random = np.random.default_rng(seed)
    columns = train.shape[1]
    w = [np.zeros(1), random.normal(0, 0.01, columns), random.normal(0, 0.001, (columns, factors))]
    w[0][0] = random.normal(0, 0.01)
    m, s, steps = [np.zeros_like(p) for p in w], [np.zeros_like(p) for p in w], 0

    def score(x):
        z = x @ w[2]
        return w[0][0] + x @ w[1] + (z * z - (x * x) @ (w[2] * w[2])).sum(1) / 2

    for _ in range(epochs):
        order = random.permutation(len(train))
        for at in range(0, len(order), rows):
            x, y = train[order[at : at + rows]], labels[order[at : at + rows]]
            slope = (1 / (1 + np.exp(-score(x))) - y) / len(x)
            gradient = [slope.sum(keepdims=True), x.T @ slope, x.T @ (slope[:, None] * (x @ w[2])) - ((x * x).T @ slope)[:, None] * w[2]]
            steps += 1
            for p, g, a, b, rate, wd in zip(w, gradient, m, s, rates, decay):
                g = g + wd * p
                a += 0.1 * (g - a)
                b += 0.001 * (g * g - b)
                p -= rate * np.sqrt(1 - 0.999**steps) / (1 - 0.9**steps) * a / (np.sqrt(b) + 1e-8)
    return log_loss(held_labels, 1 / (1 + np.exp(-score(held))))


TASKS = {"clusters-10": clusters(10), "clusters-8": clusters(8), "forest": forest, "machine": machine}

if sys.argv[1] == "split":
    split(Path(sys.argv[2]), Path(sys.argv[3]))
else:
    train, held = (np.loadtxt(path, delimiter=",", ndmin=2) for path in sys.argv[2:4])
    figures = [TASKS[sys.argv[1]](train[:, 1:], held[:, 1:], train[:, 0], held[:, 0], seed) for seed in range(10)]
    print(json.dumps({"mean": np.mean(figures), "noise": 2 * np.std(figures, ddof=1)}))
