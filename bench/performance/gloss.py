"""Trains fixtures/gloss as a plain PyTorch script would: sequentially, on one thread.

Reads a line of JSON: `folder` (of fixtures/gloss) and `runs`, a list of {model, seed, params}; answers each with a line of JSON. A run
with `weights` (a float32 file) starts from them, keeps the order of examples and drops no words, so that losses are comparable.
"""
import collections
import json
import os
import re
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
import numpy
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
MAX_WORDS = 20


def read(folder, split):
    with open(os.path.join(folder, "data", f"{split}.tsv"), encoding="utf8") as file:
        return [row.split("\t") for row in file.read().rstrip("\n").split("\n")[1:]]


def words(text):
    return ["0" if word.isdigit() else word for word in re.findall(r"[a-z]+|[0-9]+", text.lower())]


class Data:
    def __init__(self, folder):
        rows = read(folder, "train")
        counts = collections.Counter(word for row in rows for word in words(row[2]))
        index = {word: 2 + i for i, word in enumerate(word for word, count in counts.items() if count >= 2)}
        self.classes = sorted({row[1] for row in rows})
        self.indices = 2 + len(index)

        def encode(text):
            known = [index.get(word, 1) for word in words(text)][:MAX_WORDS]
            return known + [0] * (MAX_WORDS - len(known))

        for split in ("train", "validation", "test", "shifted"):
            rows = read(folder, split)
            x = torch.tensor([encode(row[2]) for row in rows])
            setattr(self, split, (x, torch.tensor([self.classes.index(row[1]) for row in rows])))


class Attention(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        for name in ("queries", "keys", "values", "mixing"):
            weight = torch.nn.Linear(width, width, bias=False)
            torch.nn.init.xavier_uniform_(weight.weight)
            setattr(self, name, weight)

    def forward(self, x, mask):
        n, t, w = x.shape
        split = lambda y: y.view(n, t, self.heads, w // self.heads).transpose(1, 2)
        fit = split(self.queries(x)) @ split(self.keys(x)).transpose(2, 3) / (w // self.heads) ** 0.5
        attention = torch.softmax(fit + (mask - 1).mul(1e9).view(n, 1, 1, t), -1)
        return self.mixing((attention @ split(self.values(x))).transpose(1, 2).reshape(n, t, w))


class Layer(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.attention = Attention(width, heads)
        self.norm = torch.nn.LayerNorm(width, eps=1e-3)
        self.hidden = torch.nn.Linear(width, 2 * width)
        self.out = torch.nn.Linear(2 * width, width)
        self.norm2 = torch.nn.LayerNorm(width, eps=1e-3)

    def forward(self, x, mask):
        x = self.norm(x + self.attention(x, mask))
        return self.norm2(x + self.out(torch.relu(self.hidden(x))))


class Model(torch.nn.Module):
    def __init__(self, data, params):
        super().__init__()
        width = params["width"]
        self.dropout = params.get("word_dropout", 0)
        self.embedding = torch.nn.Embedding(data.indices, width)
        torch.nn.init.uniform_(self.embedding.weight, -0.05, 0.05)
        self.positions = None
        layers = []
        if params["encoder"] == "transformer":
            self.positions = torch.nn.Parameter(torch.empty(MAX_WORDS, width).uniform_(-0.05, 0.05))
            self.norm = torch.nn.LayerNorm(width, eps=1e-3)
            layers = [Layer(width, params["heads"]) for _ in range(params["layers"])]
        self.layers = torch.nn.ModuleList(layers)
        self.head = torch.nn.Linear(width, len(data.classes))
        for module in self.modules():
            if isinstance(module, torch.nn.Linear) and module.bias is not None:
                torch.nn.init.xavier_uniform_(module.weight)
                torch.nn.init.zeros_(module.bias)

    def forward(self, indices):
        mask = (indices != 0).float()
        x = self.embedding(indices)
        if self.dropout > 0 and self.training:
            x = x * F.dropout(torch.ones(*x.shape[:2], 1), self.dropout)
        if self.positions is not None:
            x = self.norm(x + self.positions)
        for layer in self.layers:
            x = layer(x, mask)
        return self.head((x * mask.unsqueeze(2)).sum(1) / mask.sum(1, keepdim=True))

    def load(self, path):
        """Loads weights in the order of TensorFlow.js, whose matrices are transposed."""
        values = torch.tensor(numpy.fromfile(path, dtype=numpy.float32))
        first = [self.embedding.weight] + ([self.positions] if self.positions is not None else [])
        rest = [p for name, p in self.named_parameters() if name not in ("embedding.weight", "positions")]
        linear = {id(m.weight) for m in self.modules() if isinstance(m, torch.nn.Linear)}
        with torch.no_grad():
            for weight in first + rest:
                part, values = values[: weight.numel()], values[weight.numel() :]
                weight.copy_(part.view(weight.shape[::-1]).t() if id(weight) in linear else part.view(weight.shape))
        assert len(values) == 0, f"{len(values)} weights too many"


@torch.no_grad()
def evaluate(model, data, batch):
    model.eval()
    x, y = data
    outputs = torch.cat([model(part) for part in x.split(batch)])
    predictions = outputs.argmax(1)
    counts = lambda among: torch.bincount(among, minlength=outputs.shape[1]).double()
    hits = counts(y[predictions == y])
    return {
        "accuracy": (predictions == y).double().mean().item(),
        "log_loss": F.cross_entropy(outputs, y).item(),
        "macro_f1": (2 * hits / (counts(y) + counts(predictions)).clamp(min=1)).mean().item(),
    }


def train(data, seed, params, weights=None):
    torch.manual_seed(seed)
    model = Model(data, params)
    if weights is not None:
        model.load(weights)
        model.dropout = 0
    optimizer = torch.optim.Adam(model.parameters(), lr=params["learning_rate"], eps=1e-7)
    x, y = data.train
    losses = []
    for _ in range(params["epochs"]):
        model.train()
        total, right = 0.0, 0
        order = torch.arange(len(x)) if weights is not None else torch.randperm(len(x))
        for rows in order.split(params["batch_size"]):
            outputs = model(x[rows])
            loss = F.cross_entropy(outputs, y[rows])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
            right += (outputs.argmax(1) == y[rows]).sum().item()
        losses.append(total / len(x))
        evaluate(model, data.validation, params["batch_size"])
    for split in (data.validation, data.shifted):
        evaluate(model, split, params["batch_size"])
    return {"losses": losses, **evaluate(model, data.test, params["batch_size"])}


job = json.loads(sys.stdin.readline())
print(json.dumps({"version": torch.__version__}), flush=True)
data = Data(job["folder"])
for run in job["runs"]:
    wall, cpu = time.perf_counter(), time.process_time()
    answer = train(data, run["seed"], run["params"], run.get("weights"))
    seconds, cpuSeconds = time.perf_counter() - wall, time.process_time() - cpu
    print(json.dumps({"model": run["model"], "seed": run["seed"], "seconds": seconds, "cpuSeconds": cpuSeconds, **answer}), flush=True)
