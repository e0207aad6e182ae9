/** Kernels that no other backend has, by their definition in doubles. */
import { type Draw, FLOATS, type KernelCase, type Spec, type Specs, type Value } from '../draw.ts';

type Numbers = number[];

const AXES = [1, 2, 3, 4, 5, 6];
const BOUNDS = { low: 0.1, high: 0.8 };

function numbers(given: KernelCase, name: string): Numbers {
  return (given.inputs as Record<string, Value>)[name]?.values as Numbers;
}

function shapeOf(given: KernelCase, name: string): number[] {
  return (given.inputs as Record<string, Value>)[name]?.shape as number[];
}

const float = (shape: number[], values: Numbers): Value => ({ shape, dtype: 'float32', values });

function rowsOf(values: Numbers, width: number): Numbers[] {
  return Array.from({ length: values.length / width }, (_, i) => values.slice(i * width, (i + 1) * width));
}

const total = (values: Numbers): number => values.reduce((sum, value) => sum + value, 0);

/** Two tensors of one shape, and what one pair of their elements makes. */
function pairs(first: string, second: string, slope: (dy: number, x: number) => number): Spec {
  return {
    types: FLOATS,
    make(draw, dtype, rank) {
      const shape = draw.shape(rank);
      const inputs = { [first]: draw.value(shape, dtype), [second]: draw.value(shape, dtype) };
      return { inputs, attributes: BOUNDS };
    },
    definition(_, given) {
      const x = numbers(given, second);
      const values = numbers(given, first).map((dy, i) =>
        slope(Math.fround(dy), Math.fround(x[i] as number)),
      );
      return [float(shapeOf(given, second), values)];
    },
  };
}

function classes(draw: Draw, rank: number, isGradient: boolean): KernelCase {
  const shape = draw.full(rank);
  const output = draw.tame(shape, 'float32');
  const inputs = {
    target: draw.tame(shape, 'float32'),
    output: { ...output, values: (output.values as Numbers).map((one) => Math.fround(Math.abs(one) + 0.2)) },
  };
  return {
    inputs: isGradient
      ? { dy: draw.tame(shape.slice(0, -1), 'float32'), ...inputs }
      : { ...inputs, sum: inputs.output },
    attributes: BOUNDS,
  };
}

function normalised(draw: Draw, rank: number, isGradient: boolean): KernelCase {
  const shape = draw.full(rank, 6);
  const [x, gamma, last] = [shape, shape.slice(-1), isGradient ? shape : shape.slice(-1)].map((one) =>
    draw.tame(one, 'float32'),
  ) as [Value, Value, Value];
  return {
    inputs: isGradient ? { dy: last, x, gamma } : { x, gamma, beta: last },
    attributes: { epsilon: 0.01 },
  };
}

/** Deviations over their root, and that root, of each row. */
function standardised(given: KernelCase): Array<{ readonly values: Numbers; readonly r: number }> {
  const width = shapeOf(given, 'x').at(-1) as number;
  return rowsOf(numbers(given, 'x'), width).map((row) => {
    const mean = total(row) / width;
    const r = 1 / Math.sqrt(total(row.map((one) => (one - mean) ** 2)) / width + 0.01);
    return { values: row.map((one) => (one - mean) * r), r };
  });
}

export const own: Specs = {
  ConclusiveClipGradient: pairs('dy', 'x', (dy, x) =>
    x >= Math.fround(BOUNDS.low) && x <= Math.fround(BOUNDS.high) ? dy : 0,
  ),
  ConclusiveReluGradient: pairs('dy', 'x', (dy, x) => dy * (x > 0 ? 1 : Number.isNaN(x) ? x : 0)),
  ConclusiveSoftmaxGradient: {
    types: FLOATS,
    ranks: AXES,
    make(draw, dtype, rank) {
      const shape = draw.full(rank);
      return { inputs: { dy: draw.tame(shape, dtype), y: draw.tame(shape, dtype) } };
    },
    definition(_, given) {
      const shape = shapeOf(given, 'y');
      const width = shape.at(-1) as number;
      const dys = rowsOf(numbers(given, 'dy'), width);
      const values = rowsOf(numbers(given, 'y'), width).flatMap((row, i) => {
        const dy = dys[i] as Numbers;
        const sum = total(row.map((y, j) => y * (dy[j] as number)));
        return row.map((y, j) => y * ((dy[j] as number) - sum));
      });
      return [float(shape, values)];
    },
    tolerance: 1e-4,
  },
  ConclusiveCrossEntropy: {
    types: FLOATS,
    ranks: AXES,
    make: (draw, _, rank) => classes(draw, rank, false),
    definition(_, given) {
      const shape = shapeOf(given, 'output');
      const width = shape.at(-1) as number;
      const targets = rowsOf(numbers(given, 'target'), width);
      const values = rowsOf(numbers(given, 'output'), width).map((row, i) => {
        const sum = total(row);
        const bounded = row.map((one) => Math.min(Math.max(one / sum, BOUNDS.low), BOUNDS.high));
        return -total(bounded.map((share, j) => (targets[i]?.[j] as number) * Math.log(share)));
      });
      return [float(shape.slice(0, -1), values)];
    },
    tolerance: 1e-4,
  },
  ConclusiveCrossEntropyGradient: {
    types: FLOATS,
    ranks: AXES,
    make: (draw, _, rank) => classes(draw, rank, true),
    definition(_, given) {
      const shape = shapeOf(given, 'output');
      const width = shape.at(-1) as number;
      const targets = rowsOf(numbers(given, 'target'), width);
      const parts = rowsOf(numbers(given, 'output'), width).map((row, i) => {
        const sum = total(row);
        const ofShares = row.map((one, j) => {
          const share = one / sum;
          const isOutside = share < Math.fround(BOUNDS.low) || share > Math.fround(BOUNDS.high);
          return isOutside ? 0 : (-(numbers(given, 'dy')[i] as number) * (targets[i]?.[j] as number)) / share;
        });
        const ofSum = -total(ofShares.map((slope, j) => slope * (row[j] as number))) / sum ** 2;
        return { direct: ofShares.map((slope) => slope / sum), throughSum: row.map(() => ofSum) };
      });
      return [
        float(
          shape,
          parts.flatMap(({ direct }) => direct),
        ),
        float(
          shape,
          parts.flatMap(({ throughSum }) => throughSum),
        ),
      ];
    },
    tolerance: 1e-4,
  },
  ConclusiveLayerNorm: {
    types: FLOATS,
    ranks: AXES,
    make: (draw, _, rank) => normalised(draw, rank, false),
    definition(_, given) {
      const [gamma, beta] = [numbers(given, 'gamma'), numbers(given, 'beta')];
      const values = standardised(given).flatMap((row) =>
        row.values.map((one, j) => one * (gamma[j] as number) + (beta[j] as number)),
      );
      return [float(shapeOf(given, 'x'), values)];
    },
    tolerance: 1e-4,
  },
  ConclusiveLayerNormGradient: {
    types: FLOATS,
    ranks: AXES,
    make: (draw, _, rank) => normalised(draw, rank, true),
    definition(_, given) {
      const width = shapeOf(given, 'x').at(-1) as number;
      const gamma = numbers(given, 'gamma');
      const dys = rowsOf(numbers(given, 'dy'), width);
      const rows = standardised(given);
      const values = rows.flatMap((row, i) => {
        const direct = gamma.map((one, j) => one * (dys[i]?.[j] as number));
        const mean = total(direct) / width;
        const share = total(direct.map((one, j) => one * (row.values[j] as number))) / width;
        return direct.map((one, j) => row.r * (one - mean - (row.values[j] as number) * share));
      });
      const over = (slope: (i: number, j: number) => number) =>
        float(
          [width],
          gamma.map((_one, j) => total(rows.map((_row, i) => slope(i, j)))),
        );
      return [
        float(shapeOf(given, 'x'), values),
        over((i, j) => (dys[i]?.[j] as number) * (rows[i]?.values[j] as number)),
        over((i, j) => dys[i]?.[j] as number),
      ];
    },
    tolerance: 1e-3,
  },
};
