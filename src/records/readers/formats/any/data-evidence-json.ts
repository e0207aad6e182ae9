import { readText } from '../../../bounded-file.ts';
import { dataEvidenceSchema } from '../../../data/evidence-schema.ts';
import { firstIssue } from '../../../first-issue.ts';
import { parseJsonAt } from '../../files/json-lines.ts';
import type { RunReader } from '../../run-reader.ts';
import { UnreadableRunError } from '../../unreadable-run-error.ts';

const DATA_EVIDENCE_FILE = 'data-evidence.json';
const MAX_BYTES = 64 * 1024;

export const dataEvidenceJson: RunReader = {
  format: DATA_EVIDENCE_FILE,
  accepts: ({ name }) => name === DATA_EVIDENCE_FILE,
  read: async ({ path, name: file }, run) => {
    const text = await readText(path, MAX_BYTES);
    const parsed = dataEvidenceSchema.safeParse(parseJsonAt(text, { file, line: null }));
    if (!parsed.success) throw new UnreadableRunError(`${file}: ${firstIssue(parsed.error)}`);
    run.facts.data = parsed.data;
  },
};
