"""
The reference side of bench:training: epochs (rounds, passes, fits) per second of Debian's scikit-learn and xgboost on one
thread, on data of the same shapes. Prints one JSON object. The learners and their tasks: training.ts beside it.
"""
import json
import os
import sys
import time
import warnings

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
import numpy as np

warnings.filterwarnings("ignore")
SECONDS = float(sys.argv[1])
random = np.random.default_rng(1)


def rate(epoch, epochs=1):
    """Epochs a second of CPU: `epoch` does `epochs` of them; the first call warms up."""
    epoch()
    from_, done = time.process_time(), 0
    while time.process_time() - from_ < SECONDS:
        epoch()
        done += epochs
    return done / (time.process_time() - from_)


def table(rows, columns=20):
    x = random.normal(0, 1, (rows, columns)).astype(np.float32)
    return x, (x[:, 0] + x[:, 1] * x[:, 2] + random.normal(0, 1, rows) > 0).astype(int)


def trees():
    import xgboost

    (x, y), (v, w) = table(10000), table(2500)
    train, held = xgboost.DMatrix(x, y), xgboost.DMatrix(v, w)
    params = {"objective": "binary:logistic", "tree_method": "hist", "nthread": 1, "max_depth": 6, "eval_metric": ["auc", "error", "logloss"]}
    return rate(lambda: xgboost.train(params, train, 50, evals=[(train, "t"), (held, "v")], verbose_eval=False), 50)


def linear():
    """Adam on mini-batches of 1,000 rows with the loss of both parts after every epoch, in numpy."""
    (x, y), (v, w) = table(10000), table(2500)
    x, v = np.c_[x, np.ones(len(x))].astype(float), np.c_[v, np.ones(len(v))].astype(float)
    state = {"w": np.zeros(21), "m": np.zeros(21), "s": np.zeros(21), "t": 0}

    def epoch():
        order = random.permutation(len(x))
        for at in range(0, len(x), 1000):
            rows = order[at : at + 1000]
            a = x[rows]
            g = a.T @ (1 / (1 + np.exp(-(a @ state["w"]))) - y[rows]) / len(rows)
            state["t"] += 1
            state["m"] += 0.1 * (g - state["m"])
            state["s"] += 0.001 * (g * g - state["s"])
            t = state["t"]
            state["w"] -= 0.05 * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * state["m"] / (np.sqrt(state["s"]) + 1e-8)
        for a, b in ((x, y), (v, w)):
            z = a @ state["w"]
            np.mean(np.logaddexp(0, z) - b * z)

    return rate(epoch)


def network(rows, columns, hidden, classes, batch, epochs, held=0):
    from sklearn.neural_network import MLPClassifier

    def images(count):
        return random.random((count, columns)) * (random.random((count, columns)) < 0.5), np.arange(count) % classes

    x, y = images(rows)
    if held:
        v, w = images(held)
        watched = MLPClassifier(hidden, batch_size=batch, alpha=0)

        def epoch():
            watched.partial_fit(x, y, classes=np.arange(classes))
            watched.score(v, w)

        return rate(epoch)
    model = lambda: MLPClassifier(hidden, batch_size=batch, max_iter=epochs, tol=0, n_iter_no_change=epochs, alpha=0)
    return rate(lambda: model().fit(x, y), epochs)


def clusters():
    from sklearn.cluster import MiniBatchKMeans

    x, _ = table(10000)

    def epochs():
        model = MiniBatchKMeans(100, n_init=1, init="random", batch_size=5000)
        for _ in range(10):
            for at in (0, 5000):
                model.partial_fit(x[at : at + 5000])

    return rate(epochs, 10)


def neighbours():
    from sklearn.neighbors import KNeighborsClassifier

    (x, y), (v, _) = table(10000), table(2500)
    return rate(lambda: KNeighborsClassifier(10, algorithm="brute", n_jobs=1).fit(x, y).predict(v))


def forest():
    from sklearn.ensemble import IsolationForest

    x, _ = table(10000)
    return rate(lambda: IsolationForest(n_estimators=100, max_samples=256).fit(x).score_samples(x[:2500]), 10)


TASKS = {
    "xgboost": trees,
    "linear-learner": linear,
    "mlp": lambda: network(30, 2, (500,), 2, 30, 500),
    "mlp-digits": lambda: network(1437, 64, (64,), 10, 32, 20),
    "image-classification": lambda: network(2250, 784, (64,), 10, 32, 1, 750),
    "k-means": clusters,
    "knn": neighbours,
    "randomcutforest": forest,
}
result = {}
for name, task in TASKS.items():
    if len(sys.argv) > 2 and name != sys.argv[2]:
        continue
    try:
        result[name] = task()
    except ImportError:
        pass
print(json.dumps(result))
