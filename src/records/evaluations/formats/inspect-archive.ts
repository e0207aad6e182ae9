/** Inspect's `.eval`: a ZIP whose members are compressed with deflate or zstd. The summaries hold all that is compared. */
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { openToRead } from '../../../files/open-file.ts';
import { parseJsonAt } from '../../readers/files/json-lines.ts';
import { UnreadableRunError } from '../../readers/unreadable-run-error.ts';
import { MAX_RESULTS_BYTES } from '../../results/limits.ts';
import type { EvaluationReader } from '../evaluation.ts';
import { evaluationOf } from './inspect.ts';
import { unpackZstd } from './zstd.ts';

const HEADER = 'header.json';
const SUMMARIES = 'summaries.json';
const MAX_ENTRIES = 2_000_000;
/** Method of APPNOTE 6.3.8, which Inspect uses by default and yauzl does not know. */
const ZSTD = 93;

export const inspectArchive: EvaluationReader = {
  tool: 'Inspect',
  accepts: ({ name, head }) => /\.eval$/i.test(name) && head.startsWith('PK'),
  read: async (path, file) => {
    const members = await readMembers(path, file);
    const header = members.get(HEADER);
    const summaries = members.get(SUMMARIES);
    if (header === undefined || summaries === undefined)
      throw new UnreadableRunError(
        `${file}: has no ${header === undefined ? HEADER : SUMMARIES}, so the evaluation has not finished; finish it with "inspect eval-retry"`,
      );
    const samples = parseJsonAt(summaries, { file: `${file}/${SUMMARIES}`, line: null });
    const parsed = parseJsonAt(header, { file: `${file}/${HEADER}`, line: null });
    return [evaluationOf(parsed, Array.isArray(samples) ? samples : [], file)];
  },
};

async function readMembers(path: string, file: string): Promise<ReadonlyMap<string, string>> {
  const members = new Map<string, string>();
  try {
    const zip = await yauzl.fromFdPromise(openToRead(path).file, { strictFileNames: true, autoClose: true });
    if (zip.entryCount > MAX_ENTRIES) throw new Error(`it has more than ${MAX_ENTRIES} entries`);
    for await (const entry of zip.eachEntry()) {
      const { fileName: name } = entry;
      if (name !== HEADER && name !== SUMMARIES) continue;
      if (members.has(name)) throw new Error(`it has ${name} twice`);
      members.set(name, await readMember(zip, entry));
    }
  } catch (error) {
    throw new UnreadableRunError(`${file}: is not a whole .eval: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return members;
}

async function readMember(zip: ZipFile, entry: Entry): Promise<string> {
  const isZstd = entry.compressionMethod === ZSTD;
  const stream = await zip.openReadStreamPromise(entry, isZstd ? { decodeFileData: false } : {});
  const stored = boundedChunks(entry.fileName);
  for await (const chunk of stream as AsyncIterable<Uint8Array>) stored.keep(chunk);
  const unpacked = isZstd ? boundedChunks(entry.fileName) : stored;
  if (isZstd) unpackZstd(stored.all(), unpacked.keep);
  return new TextDecoder('utf-8', { fatal: true }).decode(unpacked.all());
}

function boundedChunks(name: string) {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  return {
    keep(chunk: Uint8Array) {
      bytes += chunk.length;
      if (bytes > MAX_RESULTS_BYTES)
        throw new Error(`${name} is larger than ${MAX_RESULTS_BYTES / 1024 ** 2} MB`);
      chunks.push(chunk);
    },
    all: () => Buffer.concat(chunks),
  };
}
