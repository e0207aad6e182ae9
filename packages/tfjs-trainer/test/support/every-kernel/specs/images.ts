/** Kernels of images. */
import { type Draw, FLOATS, type Spec, type Specs } from '../draw.ts';

const image = (draw: Draw): number[] => [draw.integer(1, 3), ...draw.full(2, 6), draw.integer(1, 4)];

const flags = (draw: Draw) => {
  const alignCorners = draw.is();
  return { alignCorners, halfPixelCenters: !alignCorners && draw.is() };
};

const resize: Spec = {
  types: ['float32', 'int32'],
  ranks: [4],
  make: (draw, dtype) => ({
    inputs: { images: draw.tame(image(draw), dtype) },
    attributes: { ...flags(draw), size: draw.full(2, 8) },
  }),
};

const resizeGradient: Spec = {
  types: FLOATS,
  ranks: [4],
  make(draw, dtype) {
    // The plain kernels divide by 0 where a length is 1, and never end; packages/tfjs-trainer/src/kernels/gradients/correct.ts does without them.
    const [batch, height, width, channels] = [draw.integer(1, 3), draw.integer(2, 6), draw.integer(2, 6), 2];
    const shape = [batch, height, width, channels];
    const dy = draw.tame([batch, ...draw.full(2, 5).map((one) => one + 1), channels], dtype);
    return { inputs: { images: draw.tame(shape, dtype), dy }, attributes: flags(draw) };
  },
};

/** Corners of boxes, some of them in the wrong order. */
function boxes(draw: Draw, count: number) {
  return {
    shape: [count, 4],
    dtype: 'float32' as const,
    values: draw.list(count * 4, () => draw.integer(-1, 5) / 4),
  };
}

function suppression(more: (draw: Draw) => Record<string, unknown>): Spec {
  return {
    types: FLOATS,
    ranks: [2],
    make(draw, dtype) {
      const count = draw.integer(1, 6);
      return {
        inputs: { boxes: boxes(draw, count), scores: draw.tame([count], dtype) },
        attributes: {
          maxOutputSize: draw.integer(1, 5),
          iouThreshold: draw.pick(0, 0.5, 1),
          scoreThreshold: draw.pick(-1, 0, 0.5),
          ...more(draw),
        },
      };
    },
  };
}

const normalised: Specs = {
  LRN: {
    types: FLOATS,
    ranks: [4],
    make: (draw, dtype) => ({
      inputs: { x: draw.tame(image(draw), dtype) },
      attributes: { depthRadius: draw.integer(1, 3), bias: 1, alpha: 0.5, beta: 0.75 },
    }),
  },
  LRNGrad: {
    types: FLOATS,
    ranks: [4],
    make(draw, dtype) {
      const shape = image(draw);
      const [x, y, dy] = draw.list(3, () => draw.tame(shape, dtype));
      return {
        inputs: { x: x as never, y: y as never, dy: dy as never },
        attributes: { depthRadius: draw.integer(1, 3), bias: 1, alpha: 0.5, beta: 0.75 },
      };
    },
  },
};

export const images: Specs = {
  // There is no canvas here, so both refuse.
  Draw: {
    types: FLOATS,
    ranks: [2],
    make: (draw, dtype) => ({ inputs: { image: draw.tame([2, 2], dtype) }, attributes: { canvas: null } }),
  },
  ...normalised,
  ResizeBilinear: resize,
  ResizeNearestNeighbor: resize,
  ResizeBilinearGrad: resizeGradient,
  ResizeNearestNeighborGrad: resizeGradient,
  CropAndResize: {
    types: FLOATS,
    ranks: [4],
    make(draw, dtype) {
      const shape = image(draw);
      const count = draw.integer(1, 3);
      return {
        inputs: {
          image: draw.tame(shape, dtype),
          boxes: boxes(draw, count),
          boxInd: draw.integers([count], 0, (shape[0] as number) - 1),
        },
        attributes: {
          cropSize: draw.full(2, 5),
          method: draw.pick('bilinear', 'nearest'),
          extrapolationValue: draw.pick(0, -3),
        },
      };
    },
  },
  FlipLeftRight: {
    types: ['float32', 'int32'],
    ranks: [4],
    make: (draw, dtype) => ({ inputs: { image: draw.tame(image(draw), dtype) } }),
  },
  RotateWithOffset: {
    types: FLOATS,
    ranks: [4],
    make: (draw, dtype) => ({
      inputs: { image: draw.tame(image(draw), dtype) },
      attributes: {
        radians: draw.pick(0, 0.5, -2),
        fillValue: draw.pick(0, 9),
        center: draw.pick<unknown>(0.5, [0.2, 0.9]),
      },
    }),
  },
  Transform: {
    types: FLOATS,
    ranks: [4],
    make(draw, dtype) {
      const shape = image(draw);
      const count = draw.is() ? 1 : (shape[0] as number);
      return {
        inputs: {
          image: draw.tame(shape, dtype),
          transforms: {
            shape: [count, 8],
            dtype,
            values: draw
              .list(count, () => [1, draw.pick(0, 0.5), draw.integer(-1, 2), 0, 1, draw.integer(-1, 2), 0, 0])
              .flat(),
          },
        },
        attributes: {
          interpolation: draw.pick('nearest', 'bilinear'),
          fillMode: draw.pick('constant', 'reflect', 'wrap', 'nearest'),
          fillValue: draw.pick(0, 5),
          outputShape: draw.is() ? draw.full(2, 5) : shape.slice(1, 3),
        },
      };
    },
  },
  NonMaxSuppressionV3: suppression(() => ({})),
  NonMaxSuppressionV4: suppression((draw) => ({ padToMaxOutputSize: draw.is() })),
  NonMaxSuppressionV5: suppression((draw) => ({ softNmsSigma: draw.pick(0, 0.5) })),
};
