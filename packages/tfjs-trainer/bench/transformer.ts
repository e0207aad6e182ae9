/** Written as a user would. */
import type * as tf from '@tensorflow/tfjs';

export interface Size {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly sequence: number;
  readonly vocabulary: number;
  readonly classes: number;
}

export const SIZES: readonly Size[] = [
  { layers: 1, width: 32, heads: 2, sequence: 20, vocabulary: 6000, classes: 10 },
  { layers: 2, width: 64, heads: 4, sequence: 64, vocabulary: 6000, classes: 10 },
  { layers: 4, width: 128, heads: 4, sequence: 64, vocabulary: 6000, classes: 10 },
];

export function titleOf({ layers, width, sequence }: Size): string {
  return `${layers} ${layers === 1 ? 'layer' : 'layers'}, width ${width}, ${sequence} words`;
}

export function transformer(t: typeof tf, size: Size): tf.LayersModel {
  const { attention, pooling } = customLayers(t, size);
  const tokens = t.input({ shape: [size.sequence], dtype: 'int32' });
  const embed = t.layers.embedding({ inputDim: size.vocabulary, outputDim: size.width });
  let x = embed.apply(tokens) as tf.SymbolicTensor;
  const normalised = (...parts: tf.SymbolicTensor[]): tf.SymbolicTensor =>
    t.layers.layerNormalization({}).apply(t.layers.add().apply(parts)) as tf.SymbolicTensor;
  for (let layer = 0; layer < size.layers; layer++) {
    x = normalised(x, attention().apply(x) as tf.SymbolicTensor);
    const hidden = t.layers.dense({ units: 2 * size.width, activation: 'relu' }).apply(x);
    x = normalised(x, t.layers.dense({ units: size.width }).apply(hidden) as tf.SymbolicTensor);
  }
  const pooled = pooling().apply(x);
  const output = t.layers.dense({ units: size.classes, activation: 'softmax' }).apply(pooled);
  const model = t.model({ inputs: tokens, outputs: output as tf.SymbolicTensor });
  model.compile({
    optimizer: t.train.adam(0.001),
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
  });
  return model;
}

function customLayers(t: typeof tf, { width, heads, sequence }: Size) {
  const headWidth = width / heads;
  const only = (inputs: tf.Tensor | tf.Tensor[]): tf.Tensor =>
    (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor;

  class Attention extends t.layers.Layer {
    static get className(): string {
      return 'Attention';
    }
    weightsByName: Record<string, tf.LayerVariable> = {};
    override build(): void {
      for (const name of ['query', 'key', 'value', 'output']) {
        const initializer = t.initializers.glorotUniform({});
        this.weightsByName[name] = this.addWeight(name, [width, width], 'float32', initializer);
      }
      this.built = true;
    }
    override computeOutputShape(shape: tf.Shape): tf.Shape {
      return shape;
    }
    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return t.tidy(() => {
        const flat = t.reshape(only(inputs), [-1, width]);
        const weight = (name: string): tf.Tensor => (this.weightsByName[name] as tf.LayerVariable).read();
        const split = (name: string): tf.Tensor =>
          t.transpose(
            t.reshape(t.matMul(flat, weight(name)), [-1, sequence, heads, headWidth]),
            [0, 2, 1, 3],
          );
        const scores = t.div(t.matMul(split('query'), split('key'), false, true), Math.sqrt(headWidth));
        const mixed = t.transpose(t.matMul(t.softmax(scores), split('value')), [0, 2, 1, 3]);
        return t.reshape(t.matMul(t.reshape(mixed, [-1, width]), weight('output')), [-1, sequence, width]);
      });
    }
  }

  class Pooling extends t.layers.Layer {
    static get className(): string {
      return 'Pooling';
    }
    override computeOutputShape(shape: tf.Shape): tf.Shape {
      return [shape[0] ?? null, width];
    }
    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return t.tidy(() => t.mean(only(inputs), 1));
    }
  }
  return { attention: () => new Attention({}), pooling: () => new Pooling({}) };
}
