/** Matrix products with optional bias; the shipped kernel is ten times slower for batched and transposed ones. */
import { addBias, isBias } from './arithmetic.ts';
import { addressOf, type Inputs, sizeOf, type Toolkit, type TrainingKernel } from './toolkit.ts';

interface Operand {
  readonly address: number;
  /** Bytes between rows, columns and matrices; 0 between the uses of a single matrix. */
  readonly strides: readonly number[];
  readonly matrixBytes: number;
  readonly batchShape: readonly number[];
  readonly batches: number;
}

function operand(
  tools: Toolkit,
  tensor: Inputs<'x'>['x'],
  rows: number,
  columns: number,
  transposed: boolean,
): Operand {
  const batchShape = tensor.shape.slice(0, -2);
  const batches = sizeOf(batchShape);
  const matrixBytes = rows * columns * 4;
  const within = transposed ? [4, rows * 4] : [columns * 4, 4];
  const strides = [...within, batches === 1 ? 0 : matrixBytes];
  return { address: addressOf(tools, tensor), strides, matrixBytes, batchShape, batches };
}

function broadcastIndex(index: number, outShape: readonly number[], shape: readonly number[]): number {
  let rest = index;
  let stride = 1;
  let result = 0;
  for (let i = 1; i <= outShape.length; i++) {
    const length = outShape[outShape.length - i] ?? 1;
    const own = shape[shape.length - i] ?? 1;
    if (own > 1) result += (rest % length) * stride;
    stride *= own;
    rest = Math.floor(rest / length);
  }
  return result;
}

export const products: readonly TrainingKernel[] = ['BatchMatMul', '_FusedMatMul'].map((name) => ({
  name,
  run(tools, inputs, attributes, otherwise) {
    const { a, b, bias } = inputs as Inputs<'a' | 'b'> & Partial<Inputs<'bias'>>;
    const { transposeA, transposeB } = attributes as { transposeA: boolean; transposeB: boolean };
    const [m = 1, k = 1] = transposeA ? a.shape.slice(-2).reverse() : a.shape.slice(-2);
    const [inner = 1, n = 1] = transposeB ? b.shape.slice(-2).reverse() : b.shape.slice(-2);
    const plain =
      a.dtype === 'float32' &&
      b.dtype === 'float32' &&
      k === inner &&
      (attributes.activation ?? 'linear') === 'linear' &&
      (bias == null || isBias(bias, n));
    if (!plain) return otherwise();

    const batchShape = tools.tf.broadcast_util.assertAndGetBroadcastShape(
      a.shape.slice(0, -2),
      b.shape.slice(0, -2),
    );
    const out = tools.backend.makeOutput([...batchShape, m, n], 'float32');
    const left = operand(tools, a, m, k, transposeA);
    const right = operand(tools, b, k, n, transposeB);
    const target = addressOf(tools, out);
    const batches = sizeOf(batchShape);
    const multiply = (at: number, bt: number, ct: number, count: number, rows: number): void => {
      const sizes = [count, rows, n, k];
      tools.simd.batchMatMul(at, ...left.strides, bt, ...right.strides, ct, ...sizes, tools.scratch);
    };
    if (right.batches === 1 && left.batches === batches && !transposeA) {
      // With one matrix on the right, the left batches form one tall matrix.
      multiply(left.address, right.address, target, 1, m * batches);
    } else if (
      (left.batches === 1 || left.batches === batches) &&
      (right.batches === 1 || right.batches === batches)
    ) {
      multiply(left.address, right.address, target, batches, m);
    } else {
      for (let i = 0; i < batches; i++) {
        const at = left.address + broadcastIndex(i, batchShape, left.batchShape) * left.matrixBytes;
        const bt = right.address + broadcastIndex(i, batchShape, right.batchShape) * right.matrixBytes;
        multiply(at, bt, target + i * m * n * 4, 1, m);
      }
    }
    if (bias != null) addBias(tools, out, bias);
    return out;
  },
}));
