/** An editor, as far as yaml-language-server can tell: LSP over standard input and output, and answers to what it asks for. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const SERVER = join(
  dirname(createRequire(import.meta.url).resolve('yaml-language-server/package.json')),
  'bin/yaml-language-server',
);

interface Message {
  readonly id?: number | undefined;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}
export interface Position {
  readonly line: number;
  readonly character: number;
}
interface Completion {
  readonly label: string;
  readonly documentation?: string | { readonly value: string };
}

export class Editor {
  /** Addresses that the server has asked for. */
  readonly fetched: string[] = [];
  readonly #server: ChildProcess;
  readonly #schemas: ReadonlyMap<string, string>;
  readonly #answers = new Map<number, (message: Message) => void>();
  readonly #diagnoses = new Map<string, (messages: string[]) => void>();
  #received = Buffer.alloc(0);
  #count = 0;

  private constructor(schemas: ReadonlyMap<string, string>) {
    this.#schemas = schemas;
    this.#server = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#server.stdout?.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      for (let message = this.#next(); message !== null; message = this.#next()) this.#handle(message);
    });
  }

  /** @param schemas address → text, in place of the network */
  static async start(schemas: ReadonlyMap<string, string>): Promise<Editor> {
    const editor = new Editor(schemas);
    const textDocument = { completion: { completionItem: { snippetSupport: true } }, hover: {} };
    await editor.#ask('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: { textDocument },
    });
    editor.#send({ method: 'initialized', params: {} });
    // Schemas are asked of the editor, and those of the public store not at all.
    editor.#send({ method: 'yaml/registerContentRequest', params: {} });
    const yaml = { schemaStore: { enable: false }, validate: true, hover: true, completion: true };
    editor.#send({ method: 'workspace/didChangeConfiguration', params: { settings: { yaml } } });
    return editor;
  }

  /** @returns what is underlined in it */
  open(uri: string, text: string): Promise<string[]> {
    const diagnosed = new Promise<string[]>((resolve) => this.#diagnoses.set(uri, resolve));
    this.#send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
    });
    return diagnosed;
  }

  async complete(uri: string, position: Position): Promise<readonly Completion[]> {
    const answer = await this.#ask('textDocument/completion', { textDocument: { uri }, position });
    return (answer as { readonly items: readonly Completion[] }).items;
  }

  async hover(uri: string, position: Position): Promise<string> {
    const answer = await this.#ask('textDocument/hover', { textDocument: { uri }, position });
    return (answer as { readonly contents: { readonly value: string } } | null)?.contents.value ?? '';
  }

  stop(): void {
    this.#server.kill();
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    this.#count += 1;
    const id = this.#count;
    this.#send({ id, method, params });
    return new Promise((resolve, reject) =>
      this.#answers.set(id, ({ result, error }) =>
        error ? reject(new Error(error.message)) : resolve(result),
      ),
    );
  }

  #send(message: Message): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.#server.stdin?.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.#server.stdin?.write(body);
  }

  #next(): Message | null {
    const end = this.#received.indexOf('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(this.#received.subarray(0, end).toString())?.[1]);
    const start = end + '\r\n\r\n'.length;
    if (end < 0 || this.#received.length < start + length) return null;
    const body = this.#received.subarray(start, start + length).toString();
    this.#received = this.#received.subarray(start + length);
    return JSON.parse(body);
  }

  #handle(message: Message): void {
    const { id, method, params } = message;
    if (method === undefined) this.#answers.get(id ?? 0)?.(message);
    else if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { uri: string; diagnostics: { message: string }[] };
      this.#diagnoses.get(uri)?.(diagnostics.map((one) => one.message));
    } else if (method === 'vscode/content') {
      const uri = String(params);
      this.fetched.push(uri);
      const result = this.#schemas.get(uri);
      this.#send({
        id,
        ...(result === undefined ? { error: { message: `no schema at ${uri}` } } : { result }),
      });
    } else if (id !== undefined) this.#send({ id, result: null });
  }
}
