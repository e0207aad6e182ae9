/**
 * The input is wrong: a config, a command line, a file that a user named. Its message says what, why and the fix, and
 * is all that is shown: no stack trace, exit code 2. Anything else that is thrown is a fault of the program.
 */
export class UserError extends Error {
  override name = 'UserError';
}
