import { stripVTControlCharacters } from 'node:util';

/** The end of what a program prints to a stream, where its results are. */
export class PrintedText {
  readonly #maxBytes: number;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    while (this.#bytes - (this.#chunks[0]?.length ?? 0) >= this.#maxBytes) {
      this.#bytes -= this.#chunks.shift()?.length ?? 0;
    }
  }

  text(): string {
    return Buffer.concat(this.#chunks).subarray(-this.#maxBytes).toString('utf8');
  }
}

/** Enough for a traceback. */
const TAIL_BYTES = 8 * 1024;

export class OutputTail {
  #kept = Buffer.alloc(0);

  add(chunk: Buffer): void {
    const joined = Buffer.concat([this.#kept, chunk.subarray(-TAIL_BYTES)]);
    this.#kept = joined.subarray(-TAIL_BYTES);
  }

  text(): string {
    return stripVTControlCharacters(this.#kept.toString('utf8')).replaceAll('\r\n', '\n').trim();
  }
}
