/** What several formats are read as. */
export const TWO_EPOCHS = [
  { epoch: 1, train: { loss: 2 }, validation: { loss: 3 } },
  { epoch: 2, train: { loss: 1 }, validation: { loss: 2 } },
];

export const TWO_EPOCHS_WITH_ACCURACY = [
  { epoch: 1, train: { loss: 1 }, validation: { loss: 1.1, accuracy: 0.5 } },
  { epoch: 2, train: { loss: 0.5 }, validation: { loss: 0.9, accuracy: 0.6 } },
];
