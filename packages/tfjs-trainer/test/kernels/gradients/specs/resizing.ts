/** Gradients of what resizes images. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { type Spec, spec } from './spec.ts';

const length = fc.integer({ min: 1, max: 7 });

export const resizing: readonly Spec[] = (['ResizeBilinear', 'ResizeNearestNeighbor'] as const).map(
  (kernel) =>
    spec(
      kernel,
      fc.record({
        batch: fc.option(fc.integer({ min: 1, max: 2 })),
        from: fc.tuple(length, length),
        to: fc.tuple(length, length),
        corners: fc.constantFrom('free', 'aligned', 'centers of pixels'),
      }),
      ({ batch, from, to, corners }) => ({
        shapes: [[...(batch === null ? [] : [batch]), ...from, 2]],
        operation: (x) => {
          const resize =
            kernel === 'ResizeBilinear' ? tf.image.resizeBilinear : tf.image.resizeNearestNeighbor;
          return resize(x, to, corners === 'aligned', corners === 'centers of pixels');
        },
      }),
    ),
);
