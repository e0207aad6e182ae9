import { z } from 'zod';

/** Has the same meaning in every work tree and on every system. `..` is allowed, since other code guards the repository. */
export const pathSchema = z
  .string()
  .min(1)
  .max(1000)
  .refine(
    (path) =>
      !path.startsWith('/') && !/^[A-Za-z]:/.test(path) && !path.includes('\\') && !path.includes('\0'),
    'must be relative to this file, written with "/"',
  );
