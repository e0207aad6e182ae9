import { z } from 'zod';

/** A path that means the same in every work tree and on every system; `..` is fine, other tools guard the repository. */
export const pathSchema = z
  .string()
  .min(1)
  .max(1000)
  .refine(
    (path) =>
      !path.startsWith('/') && !/^[A-Za-z]:/.test(path) && !path.includes('\\') && !path.includes('\0'),
    'must be relative to this file, written with "/"',
  );
