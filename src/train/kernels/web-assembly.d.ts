/** The part of Node's WebAssembly that is used here; TypeScript declares it in its browser library only. */
declare namespace WebAssembly {
  class Memory {
    constructor(settings: { readonly initial: number });
    readonly buffer: ArrayBuffer;
  }
  function instantiate(
    binary: Uint8Array,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Promise<{ readonly instance: { readonly exports: Readonly<Record<string, unknown>> } }>;
}
