#!/usr/bin/env python3
"""Computes reference traces with PyTorch's autograd in float64.

    python3 test/reference/generate.py          writes NAME.mlp.json and NAME.trace.json for every case below

Needs PyTorch (Debian: python3-torch); the traces are committed, so the tests need neither. The cases are chosen
for what a wrong formula would get away with elsewhere: odd widths, deep nets, a batch that is not full, every
activation, loss and optimizer, units that are dead or saturated, softmax in a hidden layer, one sample, one unit.
"""
import json
import os
import random

import torch

torch.set_default_dtype(torch.float64)
HERE = os.path.dirname(os.path.abspath(__file__))

ACTIVATIONS = {
    "linear": lambda z, alpha: z * 1.0,
    "sigmoid": lambda z, alpha: torch.sigmoid(z),
    "tanh": lambda z, alpha: torch.tanh(z),
    "relu": lambda z, alpha: torch.relu(z),
    "leakyRelu": lambda z, alpha: torch.nn.functional.leaky_relu(z, alpha),
    "elu": lambda z, alpha: torch.nn.functional.elu(z, alpha),
    "softplus": lambda z, alpha: torch.nn.functional.softplus(z, threshold=1000),
    "swish": lambda z, alpha: torch.nn.functional.silu(z),
    "gelu": lambda z, alpha: torch.nn.functional.gelu(z),
    "softmax": lambda z, alpha: torch.softmax(z, dim=1),
}
DEFAULT_ALPHA = {"leakyRelu": 0.01, "elu": 1.0}


def per_sample_loss(name, a, y):
    m = a.shape[1]
    if name == "meanSquaredError":
        return ((a - y) ** 2).sum(1) / m
    if name == "halfSquaredError":
        return ((a - y) ** 2).sum(1) / 2
    if name == "meanAbsoluteError":
        return (a - y).abs().sum(1) / m
    if name == "huber":
        return torch.nn.functional.huber_loss(a, y, reduction="none").sum(1) / m
    if name == "binaryCrossentropy":
        return -(torch.xlogy(y, a) + torch.xlogy(1 - y, 1 - a)).sum(1) / m
    if name == "categoricalCrossentropy":
        return -torch.xlogy(y, a).sum(1)
    raise ValueError(name)


def make_optimizer(spec, parameters):
    kind, rate = spec["type"], spec["learningRate"]
    if kind == "sgd":
        return torch.optim.SGD(
            parameters, lr=rate, momentum=spec.get("momentum", 0), nesterov=spec.get("nesterov", False)
        )
    if kind == "adam":
        betas = (spec.get("beta1", 0.9), spec.get("beta2", 0.999))
        return torch.optim.Adam(parameters, lr=rate, betas=betas, eps=spec.get("epsilon", 1e-8))
    if kind == "rmsprop":
        return torch.optim.RMSprop(parameters, lr=rate, alpha=spec.get("rho", 0.99), eps=spec.get("epsilon", 1e-8))
    raise ValueError(kind)


def rounded(tensor):
    """Ten significant digits: a thousand times finer than what is compared."""
    if tensor is None:
        return None
    if tensor.dim() == 0:
        return float(f"{tensor.item():.10g}")
    return [rounded(row) for row in tensor.detach()]


def jacobian_rows(name, z, alpha):
    """∂A/∂Z: N × m elementwise, N × m × m for softmax."""
    z = z.detach().requires_grad_()
    a = ACTIVATIONS[name](z, alpha)
    if name != "softmax":
        return torch.autograd.grad(a.sum(), z)[0]
    rows = [torch.autograd.grad(a[:, i].sum(), z, retain_graph=True)[0] for i in range(a.shape[1])]
    return torch.stack(rows, dim=1)


def trace(definition, steps):
    data = definition["data"]
    x, y = torch.tensor(data["inputs"]), torch.tensor(data["targets"])
    size = data.get("batchSize", len(x))
    layers = definition["layers"]
    weights = [torch.tensor(layer["weights"]).requires_grad_() for layer in layers]
    biases = [torch.tensor(layer["biases"]).requires_grad_() if layer.get("useBias", True) else None for layer in layers]
    optimizer = make_optimizer(definition["optimizer"], weights + [b for b in biases if b is not None])
    batches = [(x[i : i + size], y[i : i + size]) for i in range(0, len(x), size)]
    result = []
    for step in range(steps):
        epoch, batch = divmod(step, len(batches))
        a, target = batches[batch]
        n_samples = len(a)
        inputs, pre, outputs = [], [], []
        a = a.clone().requires_grad_()
        for layer, w, b in zip(layers, weights, biases):
            kind = layer["activation"]
            kind, alpha = (kind["type"], kind["alpha"]) if isinstance(kind, dict) else (kind, DEFAULT_ALPHA.get(kind, 0))
            inputs.append(a)
            z = a @ w + (b if b is not None else 0)
            a = ACTIVATIONS[kind](z, alpha)
            z.retain_grad()
            a.retain_grad()
            pre.append(z)
            outputs.append(a)
        losses = per_sample_loss(definition["loss"], a, target)
        optimizer.zero_grad()
        losses.sum().backward()
        for p in optimizer.param_groups[0]["params"]:
            p.grad /= n_samples
        rows = []
        for i, (layer, w, b) in enumerate(zip(layers, weights, biases)):
            kind = layer["activation"]
            kind, alpha = (kind["type"], kind["alpha"]) if isinstance(kind, dict) else (kind, DEFAULT_ALPHA.get(kind, 0))
            rows.append({
                "name": layer.get("name", f"layer{i + 1}"),
                "forward": {
                    "input": rounded(inputs[i]), "weights": rounded(w), "bias": rounded(b),
                    "preActivation": rounded(pre[i]), "output": rounded(outputs[i]),
                },
                "backward": {
                    "gradient": rounded(outputs[i].grad),
                    "activationDerivative": rounded(jacobian_rows(kind, pre[i], alpha)),
                    "gradientOutput": rounded(pre[i].grad),
                    "gradientWeights": rounded(w.grad),
                    "gradientBias": rounded(b.grad) if b is not None else None,
                    "gradientPrev": rounded(inputs[i].grad),
                },
            })
        optimizer.step()
        for row, w, b in zip(rows, weights, biases):
            row["update"] = {"weights": rounded(w), "bias": rounded(b)}
        result.append({"epoch": epoch, "batch": batch, "loss": float(f"{losses.mean().item():.10g}"), "layers": rows})
    return {"steps": result}


def build(seed, widths, activations, loss, optimizer, samples, batch_size=None, spread=1.0, bias=True, targets="real"):
    """A definition with random data and explicit weights. `spread` scales the weights (large: saturated units)."""
    rng = random.Random(seed)
    def number(scale=1.0):
        return round(rng.uniform(-scale, scale), 6)
    layers = []
    for n, m, activation in zip(widths, widths[1:], activations):
        layer = {"units": m, "activation": activation, "weights": [[number(spread) for _ in range(m)] for _ in range(n)]}
        if bias:
            layer["biases"] = [number(0.3) for _ in range(m)]
        else:
            layer["useBias"] = False
        layers.append(layer)
    def target():
        m = widths[-1]
        if targets == "onehot":
            hot = rng.randrange(m)
            return [1.0 if j == hot else 0.0 for j in range(m)]
        if targets == "binary":
            return [float(rng.randrange(2)) for _ in range(m)]
        return [number(1.5) for _ in range(m)]
    data = {
        "inputs": [[number(1.2) for _ in range(widths[0])] for _ in range(samples)],
        "targets": [target() for _ in range(samples)],
        "shuffle": False,
    }
    if batch_size:
        data["batchSize"] = batch_size
    return {"data": data, "layers": layers, "loss": loss, "optimizer": optimizer, "epochs": 10, "seed": 1}


def dead_units():
    definition = build(31, [3, 5, 2], ["relu", "linear"], "meanSquaredError", {"type": "adam", "learningRate": 0.05}, 4)
    definition["layers"][0]["biases"] = [-9.0, 0.2, -9.0, 0.1, -9.0]
    return definition


SGD = {"type": "sgd", "learningRate": 0.1}
CASES = {
    "deep-odd-widths": (build(1, [5, 7, 3, 11, 1, 4], ["tanh", "elu", "softplus", "sigmoid", "linear"], "halfSquaredError", SGD, 9, 4), 4),
    "all-smooth-activations": (build(2, [4, 3, 5, 2, 3], ["gelu", "swish", "softplus", "elu"], "meanSquaredError", {"type": "sgd", "learningRate": 0.05, "momentum": 0.9}, 6), 3),
    "leaky-alpha-huber": (build(3, [3, 6, 2], [{"type": "leakyRelu", "alpha": 0.2}, {"type": "elu", "alpha": 0.5}], "huber", {"type": "rmsprop", "learningRate": 0.01}, 5, 2, spread=2.0), 6),
    "mean-absolute-nesterov": (build(4, [2, 5, 3], ["tanh", "linear"], "meanAbsoluteError", {"type": "sgd", "learningRate": 0.05, "momentum": 0.8, "nesterov": True}, 7, 3), 6),
    "softmax-hidden": (build(5, [4, 5, 3], ["softmax", "tanh"], "meanSquaredError", {"type": "adam", "learningRate": 0.02}, 5), 3),
    "softmax-squared-error": (build(6, [3, 4, 4], ["relu", "softmax"], "halfSquaredError", SGD, 6, 4, targets="onehot"), 3),
    "softmax-saturated": (build(7, [3, 4, 3], ["tanh", "softmax"], "categoricalCrossentropy", SGD, 6, spread=12.0, targets="onehot"), 2),
    "sigmoid-saturated": (build(8, [3, 4, 2], ["tanh", "sigmoid"], "binaryCrossentropy", SGD, 5, spread=8.0, targets="binary"), 2),
    "tanh-saturated": (build(9, [3, 5, 2], ["tanh", "sigmoid"], "meanSquaredError", {"type": "sgd", "learningRate": 0.5}, 4, spread=9.0), 3),
    "sigmoid-categorical": (build(10, [4, 3, 3], ["sigmoid", "sigmoid"], "categoricalCrossentropy", SGD, 5, targets="onehot"), 2),
    "softmax-binary": (build(11, [3, 3, 3], ["swish", "softmax"], "binaryCrossentropy", {"type": "rmsprop", "learningRate": 0.02, "rho": 0.9}, 4, targets="onehot"), 3),
    "dead-units": (dead_units(), 3),
    "one-sample-one-unit": (build(13, [1, 1, 1], ["gelu", "sigmoid"], "binaryCrossentropy", {"type": "adam", "learningRate": 0.1}, 1, targets="binary"), 3),
    "no-bias-deep": (build(14, [3, 4, 4, 4, 4, 2], ["relu", "leakyRelu", "tanh", "relu", "linear"], "huber", {"type": "adam", "learningRate": 0.01, "beta1": 0.8, "beta2": 0.99}, 8, 3, bias=False), 4),
    "wide-for-its-batch": (build(15, [33, 17, 10], ["tanh", "softmax"], "categoricalCrossentropy", {"type": "sgd", "learningRate": 0.1, "momentum": 0.9}, 5, 2, spread=0.4, targets="onehot"), 3),
}

if __name__ == "__main__":
    for name, (definition, steps) in CASES.items():
        with open(os.path.join(HERE, f"{name}.mlp.json"), "w") as file:
            json.dump(definition, file, indent=1)
            file.write("\n")
        with open(os.path.join(HERE, f"{name}.trace.json"), "w") as file:
            json.dump(trace(definition, steps), file, allow_nan=False)
            file.write("\n")
        print(name)
