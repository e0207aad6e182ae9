/** Lists inputs and outputs of action.yml. */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const described = z.object({ description: z.string() });
const actionSchema = z.object({
  inputs: z.record(z.string(), described.extend({ default: z.string() })),
  outputs: z.record(z.string(), described),
});

export async function renderActionLists(path: string): Promise<string> {
  const { inputs, outputs } = actionSchema.parse(parse(await readFile(path, 'utf8')));
  const inputLines = Object.entries(inputs).map(([name, input]) => {
    const standard = input.default === '' ? '' : ` (\`${input.default}\`)`;
    return `- \`${name}\`${standard}: ${input.description}`;
  });
  const outputLines = Object.entries(outputs).map(([name, output]) => `- \`${name}\`: ${output.description}`);
  return ['## Inputs', inputLines.join('\n'), '## Outputs', outputLines.join('\n')].join('\n\n');
}
