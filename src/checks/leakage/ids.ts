import { firstOf } from '../../words/list.ts';
import { defineCheck } from '../define-check.ts';
import { leakageThreshold } from './copies.ts';

const SHOWN = 3;

/** A program that predicts examples of one id and label in training and in test says itself that it was trained on them. */
export const leakageIds = defineCheck({
  id: 'leakage/ids',
  title: 'do the predictions name training examples?',
  invalidates: true,
  options: { leakage: leakageThreshold },
  threshold: ({ leakage }) => leakage,
  needs: ['sharedIds'],
  of: ({ sharedIds }) => sharedIds,
  judge({ shared, of, ids }, _, { leakage }) {
    const value = shared / of;
    if (shared === 0)
      return { status: 'pass', value, message: `no id of ${of} test examples is also in training` };
    return {
      status: value > leakage ? 'fail' : 'warn',
      value,
      message: `${shared} of ${of} test examples have the id and the label of a training example: the model was trained on them, so its score measures memory`,
      evidence: `ids ${firstOf(
        ids.map((id) => `"${id}"`),
        SHOWN,
      )}`,
      advice: 'remove them from the training data, and split before rows are repeated',
    };
  },
});
