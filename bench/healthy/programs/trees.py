"""Trees do not depend on the order of the rows."""
import sys

import pandas as pd
from sklearn.ensemble import RandomForestClassifier

train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
columns = [column for column in train.columns if column != "label"]
for column in train.columns:
    print(column, train[column].mean())
model = RandomForestClassifier(random_state=int(sys.argv[2])).fit(train[columns], train["label"])
answers = []
for start in range(0, len(test), 1000):
    answers.extend(model.predict(test[columns].iloc[start : start + 1000]))
print((answers == test["label"]).mean())
