/** The tables of the action's inputs and outputs, made from action.yml. */
import { readFile } from 'node:fs/promises';
import { markdownTable } from 'markdown-table';
import { parse } from 'yaml';
import { z } from 'zod';

const described = z.object({ description: z.string() });
const actionSchema = z.object({
  inputs: z.record(z.string(), described.extend({ default: z.string() })),
  outputs: z.record(z.string(), described),
});

export async function renderActionTables(path: string): Promise<string> {
  const { inputs, outputs } = actionSchema.parse(parse(await readFile(path, 'utf8')));
  const inputRows = Object.entries(inputs).map(([name, input]) => [
    `\`${name}\``,
    escapeCell(input.description),
    code(input.default),
  ]);
  const outputRows = Object.entries(outputs).map(([name, output]) => [
    `\`${name}\``,
    escapeCell(output.description),
  ]);
  return [
    markdownTable([['Input', 'Meaning', 'Default'], ...inputRows], { alignDelimiters: false, padding: true }),
    markdownTable([['Output', 'Meaning'], ...outputRows], { alignDelimiters: false, padding: true }),
  ].join('\n\n');
}

function code(text: string): string {
  return text === '' ? '' : `\`${text}\``;
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
