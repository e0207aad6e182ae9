import { UserError } from '../../config/user-error.ts';
import { UnusableFileError } from '../../files/open-file.ts';
import { UnreadableRunError } from '../readers/unreadable-run-error.ts';

/** Reports a problem of a user's file in one line. */
export async function withName<Value>(path: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableRunError) throw new UserError(error.message, { cause: error });
    if (error instanceof UnusableFileError || isSystemError(error)) {
      const reason = BINARY.test(path) && !isSystemError(error) ? EXPORT : reasonOf(error);
      throw new UserError(`${path}: ${reason}`, { cause: error });
    }
    throw error;
  }
}

const BINARY = /\.(?:xlsx?|ods|parquet|feather|pkl|pickle)$/i;
const EXPORT = 'results are read from CSV, JSON and run records; export it as CSV';

function reasonOf(error: NodeJS.ErrnoException | UnusableFileError): string {
  return isSystemError(error) ? describe(error) : error.message;
}

function describe(error: NodeJS.ErrnoException): string {
  return error.code === 'ENOENT' ? 'no such file' : `cannot be read: ${error.message}`;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
