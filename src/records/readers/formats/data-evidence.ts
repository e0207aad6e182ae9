import { readText } from '../../bounded-file.ts';
import { type DataEvidence, dataEvidenceSchema } from '../../data/data-evidence.ts';
import { parseJson } from '../../json.ts';
import type { RunReader } from '../files/run-file.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';

const DATA_EVIDENCE_FILE = 'data-evidence.json';
const MAX_BYTES = 64 * 1024;

/** `data-evidence.json`: duplicates and domains of the data, as the worker of a module leaves them. */
export const dataEvidenceFile: RunReader = {
  format: DATA_EVIDENCE_FILE,
  accepts: ({ name }) => name === DATA_EVIDENCE_FILE,
  read: async ({ path, name }, findings) => {
    findings.data = parse(await readText(path, MAX_BYTES), name);
  },
};

function parse(text: string, file: string): DataEvidence {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    throw new UnreadableRunError(`${file}: not valid JSON: ${(error as Error).message}`, { cause: error });
  }
  const parsed = dataEvidenceSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UnreadableRunError(`${file}: ${issue?.path.join('.')}: ${issue?.message ?? 'not allowed'}`);
}
