"""Selects features and encodes columns inside a pipeline, after a look at the whole table."""
import sys

import pandas as pd
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import TargetEncoder

data = pd.read_csv("data.csv")
rates = data.groupby("city")["label"].mean()
print(rates)
y = data["label"]
x_train, x_test, y_train, y_test = train_test_split(data.drop(columns="label"), y, stratify=y, random_state=0)
model = make_pipeline(TargetEncoder(), SelectKBest(f_classif, k=5), LogisticRegression())
model.fit(x_train, y_train)
print(model.score(x_test, y_test), sys.argv[2])
