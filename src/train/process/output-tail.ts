import { stripVTControlCharacters } from 'node:util';

/** What is kept of a training process's output: enough for a traceback, never a flood. */
const TAIL_BYTES = 8 * 1024;

/** The last bytes of a stream, in constant memory. */
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
