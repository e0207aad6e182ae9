import { UserError } from '../../config/user-error.ts';
import { runProcess } from '../process/run-process.ts';

const TIMEOUT_MS = 15 * 60_000;

interface ToolRequest {
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

async function start(
  argv: readonly string[],
  { environment, signal }: ToolRequest,
  directory = process.cwd(),
) {
  return runProcess({
    ...{ argv, directory, timeoutMs: TIMEOUT_MS, signal: signal ?? new AbortController().signal },
    environment: environment as Record<string, string>,
  });
}

async function works(argv: readonly string[], request: ToolRequest): Promise<boolean> {
  const outcome = await start(argv, request);
  return outcome.kind === 'exited' && outcome.exitCode === 0;
}

async function firstOf<Tool>(
  candidates: readonly Tool[],
  argvOf: (tool: Tool) => readonly string[],
  request: ToolRequest,
): Promise<Tool | null> {
  for (const one of candidates) if (await works(argvOf(one), request)) return one;
  return null;
}

/** @throws UserError if there is none */
export async function findPip(request: ToolRequest): Promise<readonly string[]> {
  const candidates = [['python3', '-m', 'pip'], ['pip3'], ['pip'], ['python', '-m', 'pip']];
  const pip = await firstOf(candidates, (argv) => [...argv, '--version'], request);
  if (pip !== null) return pip;
  throw new UserError(
    'pip is not on the path, and TensorFlow comes from its package index; install it, such as with "apt-get install python3-pip"',
  );
}

/** @throws UserError if there is none */
export async function findCompiler(request: ToolRequest): Promise<string> {
  const { CXX } = request.environment;
  const candidates = CXX ? [CXX] : ['c++', 'g++', 'clang++'];
  const compiler = await firstOf(candidates, (program) => [program, '--version'], request);
  if (compiler !== null) return compiler;
  throw new UserError(
    CXX
      ? `CXX names ${CXX}, which does not run; unset it, or name a C++ compiler`
      : 'no C++ compiler is on the path (c++, g++, clang++); install one, such as with "apt-get install g++", or name it in CXX',
  );
}

/** @throws UserError if it fails */
export async function runTool(
  argv: readonly string[],
  { directory, what, ...request }: ToolRequest & { readonly directory: string; readonly what: string },
): Promise<void> {
  const outcome = await start(argv, request, directory);
  if (outcome.kind === 'exited' && outcome.exitCode === 0) return;
  if (outcome.kind === 'not-started')
    throw new UserError(`${what}: ${argv[0]} is not on the path; install it`, { cause: outcome.error });
  const how = outcome.kind === 'exited' ? `exit code ${outcome.exitCode}` : outcome.kind;
  throw new UserError(`${what} (${how}):\n${outcome.tail.trim()}`);
}
