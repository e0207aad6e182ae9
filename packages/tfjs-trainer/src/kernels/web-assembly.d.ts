/** Node's WebAssembly API, which TypeScript declares only in its browser library. */
declare namespace WebAssembly {
  class Memory {
    constructor(settings: { readonly initial: number });
    readonly buffer: ArrayBuffer;
  }
  class Table {
    readonly length: number;
    get(index: number): unknown;
  }
  class Module {
    constructor(binary: Uint8Array);
  }
  type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  class Instance {
    constructor(module: Module, imports: Imports);
    readonly exports: Readonly<Record<string, unknown>>;
  }
  function validate(binary: Uint8Array): boolean;
  function instantiate(binary: Uint8Array, imports: Imports): Promise<{ readonly instance: Instance }>;
}
