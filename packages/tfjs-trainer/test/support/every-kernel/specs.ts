/** What each kernel may be asked. */
import type { Specs } from './draw.ts';
import { arrays } from './specs/arrays.ts';
import { complex } from './specs/complex.ts';
import { elementwise } from './specs/elementwise.ts';
import { images } from './specs/images.ts';
import { indexed } from './specs/indexed.ts';
import { own } from './specs/own.ts';
import { products } from './specs/products.ts';
import { reductions } from './specs/reductions.ts';
import { text } from './specs/text.ts';
import { windowed } from './specs/windows.ts';

export const SPECS: Specs = {
  ...arrays,
  ...complex,
  ...elementwise,
  ...images,
  ...indexed,
  ...own,
  ...products,
  ...reductions,
  ...text,
  ...windowed,
};
