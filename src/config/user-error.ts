/**
 * An error in the input. The message says what, why and the fix, and is shown without a stack trace; the exit code is 2. Any
 * other error is a fault of the program.
 */
export class UserError extends Error {
  override name = 'UserError';
}
