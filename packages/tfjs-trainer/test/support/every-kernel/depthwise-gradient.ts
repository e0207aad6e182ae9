/** The gradient of a depthwise convolution, product by product. The plain kernels leave out that windows may be dilated. */
import { backend_util } from '@tensorflow/tfjs';
import type { KernelCase, Value } from './draw.ts';

type Shape4D = [number, number, number, number];

export function depthwiseGradient({ inputs, attributes }: KernelCase, by: 'filter' | 'input'): Value {
  const { x, filter, dy } = inputs as Readonly<Partial<Record<'x' | 'filter' | 'dy', Value>>>;
  const { strides, dilations, pad, dimRoundingMode, inputShape, filterShape } = attributes as never;
  const inShape = (x?.shape ?? inputShape) as Shape4D;
  const windowShape = (filter?.shape ?? filterShape) as Shape4D;
  const info = backend_util.computeConv2DInfo(
    ...([inShape, windowShape, strides, dilations, pad, dimRoundingMode, true] as const),
  );
  const shape: number[] = by === 'filter' ? windowShape : inShape;
  const values = new Array<number>(shape.reduce((product, length) => product * length, 1)).fill(0);
  const [, , channels, multiplier] = windowShape;
  const numbersOf = (value: Value | undefined) => value?.values as readonly number[];
  numbersOf(dy).forEach((slope, place) => {
    const last = place % info.outChannels;
    const outX = Math.floor(place / info.outChannels) % info.outWidth;
    const outY = Math.floor(place / info.outChannels / info.outWidth) % info.outHeight;
    const image = Math.floor(place / info.outChannels / info.outWidth / info.outHeight);
    const [c, q] = [Math.floor(last / multiplier), last % multiplier];
    for (let i = 0; i < info.filterHeight; i++)
      for (let j = 0; j < info.filterWidth; j++) {
        const y = outY * info.strideHeight - info.padInfo.top + i * info.dilationHeight;
        const inX = outX * info.strideWidth - info.padInfo.left + j * info.dilationWidth;
        if (y < 0 || y >= info.inHeight || inX < 0 || inX >= info.inWidth) continue;
        const at = ((image * info.inHeight + y) * info.inWidth + inX) * channels + c;
        const of = ((i * info.filterWidth + j) * channels + c) * multiplier + q;
        if (by === 'filter') values[of] = (values[of] as number) + slope * (numbersOf(x)[at] as number);
        else values[at] = (values[at] as number) + slope * (numbersOf(filter)[of] as number);
      }
  });
  return { shape, dtype: 'float32', values };
}
