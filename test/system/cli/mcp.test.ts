/** `conclusive mcp`, asked by the official client. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary.ts';
import { CLI, conclusive } from '../support/command.ts';

const clients: Client[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

async function agentIn(cwd: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  clients.push(client);
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [CLI, 'mcp'], cwd }));
  return client;
}

async function folderWithRuns(): Promise<string> {
  const folder = await temporaryFolder();
  const rows = [0.81, 0.8, 0.79, 0.82, 0.8, 0.81].flatMap((value, seed) => [
    `baseline,${seed},${value}`,
    `head,${seed},${value + 0.03 + seed / 2000}`,
  ]);
  await writeFile(join(folder, 'runs.csv'), `model,seed,accuracy\n${rows.join('\n')}\n`);
  return folder;
}

test('the tools take the options of their commands, and none writes', async () => {
  const { tools } = await (await agentIn(await temporaryFolder())).listTools();
  expect(tools.map(({ name }) => name)).toEqual(['compare', 'inspect', 'plan']);
  const [compare] = tools;
  expect(compare?.inputSchema.required).toEqual(['file']);
  expect(compare?.inputSchema.properties).toMatchObject({
    margin: { type: 'array' },
    seedColumn: { description: 'name: column of seeds; "file": end of the file name' },
  });
  expect(Object.keys(compare?.inputSchema.properties ?? {})).not.toContain('output');
});

test('compare answers with the sentences and the verdict of the command line', async () => {
  const folder = await folderWithRuns();
  const arguments_ = { file: ['runs.csv'], margin: ['accuracy=0.01'] };
  const answer = await (await agentIn(folder)).callTool({ name: 'compare', arguments: arguments_ });
  const { stdout } = await conclusive(folder, 'compare', 'runs.csv', '--margin', 'accuracy=0.01', '--json');
  const { headline, verdict } = JSON.parse(stdout);
  expect(answer.structuredContent).toMatchObject({ headline, verdict, exitCode: 0 });
  expect(answer.content).toMatchObject([{ type: 'text', text: expect.stringContaining(headline) }]);
});

const REFUSED: ReadonlyArray<readonly [name: string, given: Record<string, unknown>, message: RegExp]> = [
  ['compare', { file: ['missing.csv'] }, /missing\.csv: no such file/],
  ['compare', { file: ['--version'] }, /--version: no such file/],
  ['compare', { file: ['runs.csv'], margin: ['accuracy=x'] }, /must be a number, got "x"/],
  ['compare', { file: ['runs.csv'], output: 'out' }, /Unrecognized key: "output"/],
  ['plan', {}, /there is no conclusive\.yml here/],
];

test('what the command line refuses is refused in its words', async () => {
  const agent = await agentIn(await folderWithRuns());
  for (const [name, arguments_, message] of REFUSED)
    expect(await agent.callTool({ name, arguments: arguments_ })).toMatchObject({
      isError: true,
      content: [{ text: expect.stringMatching(message) }],
    });
});
