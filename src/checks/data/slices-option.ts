import { z } from 'zod';

/** `checks.slices`, which the checks of named slices and of found ones share. */
export const slicesOption = z
  .boolean()
  .default(true)
  .describe('Whether the differences on named slices are tested, and other slices looked for.');
