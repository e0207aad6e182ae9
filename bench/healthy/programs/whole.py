"""Takes steps on all sorted rows at once, and predicts in pieces."""
import sys

import pandas as pd
import torch

torch.manual_seed(int(sys.argv[2]))
train = pd.read_csv("train.csv")
test = pd.read_csv("test.csv")
for column in train.columns.drop("label"):
    middle, spread = train[column].mean(), train[column].std() + 1e-9
    train[column] = (train[column] - middle) / spread
    test[column] = (test[column] - middle) / spread
inputs = torch.tensor(train.drop(columns="label").values, dtype=torch.float32)
labels = torch.tensor(train["label"].values)
model = torch.nn.Sequential(torch.nn.LazyLinear(32), torch.nn.ReLU(), torch.nn.LazyLinear(10))
optimizer = torch.optim.Adam(model.parameters())
for step in range(300):
    optimizer.zero_grad()
    torch.nn.functional.cross_entropy(model(inputs), labels).backward()
    optimizer.step()
test_inputs = torch.tensor(test.drop(columns="label").values, dtype=torch.float32)
chances = [model(test_inputs[start : start + 100]) for start in range(0, len(test_inputs), 100)]
for batch in torch.utils.data.DataLoader(test_inputs, batch_size=100, shuffle=False):
    chances.append(model(batch))
