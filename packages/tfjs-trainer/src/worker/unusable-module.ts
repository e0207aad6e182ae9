/** No run could use the module. The message is all that a user sees. */
export class UnusableModule extends Error {
  override readonly name = 'UnusableModule';
}

export function requireUsable(isUsable: boolean, message: string): asserts isUsable {
  if (!isUsable) throw new UnusableModule(message);
}
