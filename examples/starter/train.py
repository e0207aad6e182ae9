"""Trains a small neural network that tells malignant tumours from benign ones. Python's standard library is all it needs."""

import argparse
import csv
import math
import os
import random

parser = argparse.ArgumentParser()
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--out", default="out")
parser.add_argument("--hidden", type=int, default=2)
parser.add_argument("--epochs", type=int, default=20)
parser.add_argument("--learning-rate", type=float, default=0.02)
args = parser.parse_args()
chance = random.Random(args.seed)  # everything that is drawn is drawn from here


def read(split):
    with open(f"data/{split}.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    features = [[float(value) for name, value in row.items() if name not in ("id", "malignant")] for row in rows]
    return [row["id"] for row in rows], features, [int(row["malignant"]) for row in rows]


def scale(features):
    return [[(value - mean) / spread for value, mean, spread in zip(row, means, spreads)] for row in features]


_, train_features, train_labels = read("train")
columns = list(zip(*train_features))
means = [sum(column) / len(column) for column in columns]
spreads = [math.sqrt(sum((v - m) ** 2 for v in column) / len(column)) for column, m in zip(columns, means)]

inputs, hidden = len(columns), args.hidden
weights = [[chance.gauss(0, 1 / math.sqrt(inputs)) for _ in range(inputs)] for _ in range(hidden)]
biases = [0.0] * hidden
outputs = [chance.gauss(0, 1 / math.sqrt(hidden)) for _ in range(hidden)]
output_bias = 0.0


def predict(row):
    activations = [math.tanh(sum(w * x for w, x in zip(ws, row)) + b) for ws, b in zip(weights, biases)]
    logit = sum(w * a for w, a in zip(outputs, activations)) + output_bias
    return activations, 1 / (1 + math.exp(-max(-30, min(30, logit))))


def loss(features, labels):
    probabilities = (predict(row)[1] for row in features)
    return -sum(math.log(p if label else 1 - p) for p, label in zip(probabilities, labels)) / len(labels)


train = list(zip(scale(train_features), train_labels))
_, validation_features, validation_labels = read("validation")
validation_features = scale(validation_features)
os.makedirs(args.out, exist_ok=True)
with open(f"{args.out}/log.csv", "w") as log:
    log.write("epoch,loss,val_loss\n")
    for epoch in range(1, args.epochs + 1):
        chance.shuffle(train)
        for row, label in train:
            activations, probability = predict(row)
            error = probability - label
            for unit, activation in enumerate(activations):
                slope = error * outputs[unit] * (1 - activation**2)
                outputs[unit] -= args.learning_rate * error * activation
                biases[unit] -= args.learning_rate * slope
                weights[unit] = [w - args.learning_rate * slope * x for w, x in zip(weights[unit], row)]
            output_bias -= args.learning_rate * error
        log.write(f"{epoch},{loss(*zip(*train))},{loss(validation_features, validation_labels)}\n")

with open(f"{args.out}/predictions.csv", "w") as file:
    file.write("split,id,label,prediction,probability_0,probability_1\n")
    for split in ("validation", "test"):
        ids, features, labels = read(split)
        for id, row, label in zip(ids, scale(features), labels):
            p = predict(row)[1]
            file.write(f"{split},{id},{label},{int(p > 0.5)},{1 - p},{p}\n")
