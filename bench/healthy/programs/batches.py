"""Mixes the sorted rows in every epoch; the loader of the test rows does not."""
import sys

import pandas as pd
import torch
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(int(sys.argv[2]))


def load(file):
    table = pd.read_csv(file)
    inputs = torch.tensor(table.drop(columns="label").values, dtype=torch.float32)
    return TensorDataset(inputs, torch.tensor(table["label"].values))


train = DataLoader(load("train.csv"), batch_size=64, shuffle=True)
test = DataLoader(load("test.csv"), batch_size=256, shuffle=False)
model = torch.nn.Sequential(torch.nn.LazyLinear(32), torch.nn.ReLU(), torch.nn.LazyLinear(10))
optimizer = torch.optim.Adam(model.parameters())
for epoch in range(30):
    for inputs, labels in train:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(inputs), labels).backward()
        optimizer.step()
right = sum((model(inputs).argmax(1) == labels).sum().item() for inputs, labels in test)
