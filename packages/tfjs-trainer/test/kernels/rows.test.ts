import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor } from '../support/backends.ts';

test('rows of one number, of some and of very many are gathered, added up, repeated, padded and moved', async () => {
  for (const width of [1, 7, 131, 600])
    await expectSameOnBoth(() => {
      const x = tensor([2, 3, width], 5) as tf.Tensor3D;
      const places = tf.tensor1d([1, 0, 1, 1], 'int32');
      const paddings: Array<[number, number]> = [
        [0, 1],
        [2, 0],
        [1, 3],
      ];
      return [
        tf.gather(x, places),
        tf.unsortedSegmentSum(tensor([4, width], 7), places, 2),
        tf.tile(x, [2, 1, 5]),
        tf.pad(x, paddings),
        tf.transpose(x, [1, 0, 2]),
      ];
    });
});

test.each([6, -1])('index %i of 6 rows is an error that names it', async (index) => {
  const gathered = onWasm(() => tf.gather(tensor([6, 2]), [1, index]));
  await expect(gathered).rejects.toThrow(`index ${index} is out of range, the axis has 6 entries`);
});
