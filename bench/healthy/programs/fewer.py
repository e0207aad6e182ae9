"""Drops rows of the larger class, which copies none, and oversamples only what is trained on."""
import sys

import numpy as np
import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.under_sampling import RandomUnderSampler
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

seed = int(sys.argv[2])
data = pd.read_csv("data.csv")
inputs, labels = RandomUnderSampler(sampling_strategy=0.3, random_state=0).fit_resample(data.drop(columns="label"), data["label"])
x_fit, x_held, y_fit, y_held = train_test_split(inputs, labels, random_state=0)
x_fit, y_fit = SMOTE(random_state=seed).fit_resample(x_fit, y_fit)
model = RandomForestClassifier(random_state=seed).fit(x_fit, y_fit)
print(np.mean(model.predict(x_held) == y_held))
