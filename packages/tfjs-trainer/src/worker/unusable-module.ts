/**
 * The module cannot be used at all: no other run of it would fare better. The message is all that a user sees, so it
 * says what was found, what was expected and how to fix it.
 */
export class UnusableModule extends Error {
  override readonly name = 'UnusableModule';
}
