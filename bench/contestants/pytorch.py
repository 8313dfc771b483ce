"""PyTorch eager on the device that the first argument names: one JSON command a line on standard input, one JSON answer
a line on standard output."""

import base64
import json
import sys
import time

import torch


DEVICE = torch.device(sys.argv[1])


def tensor(text, columns):
    values = torch.frombuffer(bytearray(base64.b64decode(text)), dtype=torch.float32)
    return values.reshape(-1, columns).to(DEVICE)


def flat(values):
    return base64.b64encode(values.detach().cpu().contiguous().numpy().tobytes()).decode()


class Network:
    def __init__(self, task):
        self.inputs = tensor(task["inputs"], task["sizes"][0])
        self.targets = tensor(task["targets"], task["sizes"][-1])
        size = task["batchSize"]
        self.batches = list(zip(self.inputs.split(size), self.targets.split(size)))
        sizes = task["sizes"]
        self.linears = [torch.nn.Linear(n, m, device=DEVICE) for n, m in zip(sizes, sizes[1:])]
        self.model = torch.nn.Sequential(*(part for one in self.linears for part in (one, torch.nn.Tanh())))
        self.initial = [
            (tensor(given["weights"], m).T, tensor(given["bias"], m)[0])
            for given, m in zip(task["initial"], sizes[1:])
        ]
        self.reset()
        self.loss = torch.nn.MSELoss()
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=task["learningRate"])

    def reset(self):
        with torch.no_grad():
            for linear, (weight, bias) in zip(self.linears, self.initial):
                linear.weight.copy_(weight)
                linear.bias.copy_(bias)

    def train(self, epochs):
        for _ in range(epochs):
            for inputs, targets in self.batches:
                self.optimizer.zero_grad()
                self.loss(self.model(inputs), targets).backward()
                self.optimizer.step()
        if DEVICE.type == "cuda":
            # Work is only queued so far.
            torch.cuda.synchronize()

    def accuracy(self):
        with torch.no_grad():
            right = self.model(self.inputs).argmax(1) == self.targets.argmax(1)
        return right.float().mean().item()


def milliseconds_since(start):
    return (time.perf_counter() - start) * 1000


def train_until(network, accuracy, most_epochs):
    network.reset()
    start = time.perf_counter()
    epochs, reached = 0, 0.0
    while epochs < most_epochs and reached < accuracy:
        network.train(1)
        epochs += 1
        reached = network.accuracy()
    return {"milliseconds": milliseconds_since(start), "epochs": epochs, "accuracy": reached}


def blas():
    """The library that multiplies matrices, by the name of its file."""
    torch.ones(64, 64) @ torch.ones(64, 64)
    with open("/proc/self/maps", encoding="utf8") as maps:
        names = {line.split("/")[-1].strip() for line in maps if "blas" in line and "/" in line}
    return ", ".join(sorted(names)) or "an unknown BLAS"


def answer(command, network):
    kind = command["do"]
    if kind == "train":
        start = time.perf_counter()
        network.train(command["epochs"])
        return milliseconds_since(start)
    if kind == "trainUntil":
        return train_until(network, command["accuracy"], command["mostEpochs"])
    if kind == "parameters":
        return [{"weights": flat(one.weight.T), "bias": flat(one.bias)} for one in network.linears]
    if kind == "describe":
        # Fails, with the reason, where there is none.
        on_card = DEVICE.type == "cuda"
        where = torch.cuda.get_device_name() if on_card else f"{torch.get_num_threads()} thread(s), {blas()}"
        return f"PyTorch {torch.__version__}, {where}"
    raise ValueError(f"unknown command {kind}")


def main():
    network = None
    for line in sys.stdin:
        command = json.loads(line)
        try:
            if command["do"] == "prepare":
                network = Network(command["task"])
                result = None
            else:
                result = answer(command, network)
            print(json.dumps({"result": result}), flush=True)
        except Exception as error:  # The referee shows it in the contestant's row.
            print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)


main()
