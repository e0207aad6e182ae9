import { z } from 'zod';

/** `checks.slices`, which the checks of named slices and of found ones share. */
export const slicesOption = z
  .boolean()
  .default(true)
  .describe('Whether to test the differences on named slices, and to search for other slices.');
