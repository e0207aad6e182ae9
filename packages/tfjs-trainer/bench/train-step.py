"""Trains the benchmark's models in PyTorch on one thread for train-step.ts.

Reads a line of JSON with sizes and files, then trains one round per line and answers with mean loss and CPU milliseconds per step.
"""
import json
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
import numpy
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
size = json.loads(sys.stdin.readline())
batch, steps = size["batch"], size["steps"]
values = numpy.fromfile(size["weights"], dtype=numpy.float32)
weights = []
for shape in size["shapes"]:
    count = int(numpy.prod(shape))
    weight = values[:count].reshape(shape)
    # TensorFlow.js stores filters with channels last.
    weights.append(torch.nn.Parameter(torch.tensor(weight.transpose(3, 2, 0, 1).copy() if len(shape) == 4 else weight)))
    values = values[count:]
if size["model"] in ("cnn", "vit"):
    inputs = torch.tensor(numpy.fromfile(size["inputs"], dtype=numpy.float32).reshape(size["input"])).permute(0, 3, 1, 2).contiguous()
else:
    inputs = torch.tensor(numpy.fromfile(size["inputs"], dtype=numpy.int32).reshape(size["input"]).astype(numpy.int64))
labels = torch.arange(len(inputs)) % size["classes"]
optimizer = torch.optim.Adam(weights, lr=size["rate"], eps=1e-7)


def cnn(x):
    rest = iter(weights)
    for _ in range(2):
        x = F.max_pool2d(torch.relu(F.conv2d(x, next(rest), next(rest), padding=1)), 2)
    # TensorFlow.js flattens in this order, so that the next weights fit.
    x = x.permute(0, 2, 3, 1).flatten(1)
    x = torch.relu(F.linear(x, next(rest).t(), next(rest)))
    return F.linear(x, next(rest).t(), next(rest))


def transformer(x):
    heads = size["heads"]
    rest = iter(weights)
    x = F.embedding(x, next(rest))
    n, t, w = x.shape
    for _ in range(size["layers"]):
        query, key, value, output = (next(rest) for _ in range(4))
        split = lambda weight: (x @ weight).view(n, t, heads, w // heads).transpose(1, 2)
        scores = split(query) @ split(key).transpose(2, 3) / (w // heads) ** 0.5
        mixed = (torch.softmax(scores, -1) @ split(value)).transpose(1, 2).reshape(n, t, w)
        x = F.layer_norm(x + mixed @ output, (w,), next(rest), next(rest), 1e-3)
        hidden = torch.relu(F.linear(x, next(rest).t(), next(rest)))
        x = F.layer_norm(x + F.linear(hidden, next(rest).t(), next(rest)), (w,), next(rest), next(rest), 1e-3)
    return F.linear(x.mean(1), next(rest).t(), next(rest))


def vit(x):
    heads = size["heads"]
    rest = iter(weights)
    patches = F.conv2d(F.pad(x, (1, 1, 1, 1)), next(rest), next(rest), stride=4)
    x = patches.flatten(2).transpose(1, 2) + next(rest)
    n, t, w = x.shape
    for _ in range(size["layers"]):
        normal = F.layer_norm(x, (w,), next(rest), next(rest), 1e-3)
        query, key, value, output = (next(rest) for _ in range(4))
        split = lambda weight: (normal @ weight).view(n, t, heads, w // heads).transpose(1, 2)
        scores = split(query) @ split(key).transpose(2, 3) / (w // heads) ** 0.5
        x = x + (torch.softmax(scores, -1) @ split(value)).transpose(1, 2).reshape(n, t, w) @ output
        normal = F.layer_norm(x, (w,), next(rest), next(rest), 1e-3)
        hidden = torch.relu(F.linear(normal, next(rest).t(), next(rest)))
        x = x + F.linear(hidden, next(rest).t(), next(rest))
    x = F.layer_norm(x, (w,), next(rest), next(rest), 1e-3)
    return F.linear(x.mean(1), next(rest).t(), next(rest))


forward = {"cnn": cnn, "vit": vit, "transformer": transformer}[size["model"]]
print(json.dumps({"version": torch.__version__}), flush=True)
for _ in sys.stdin:
    total = 0.0
    start = time.process_time()
    for step in range(steps):
        at = slice(step * batch, (step + 1) * batch)
        loss = F.cross_entropy(forward(inputs[at]), labels[at])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        total += loss.item()
    print(json.dumps({"loss": total / steps, "ms": (time.process_time() - start) * 1000 / steps}), flush=True)
