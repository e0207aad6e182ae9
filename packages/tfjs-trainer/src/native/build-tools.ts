/** A program is missing, or a step of the build failed. The message says what, why and the fix. */
export class NativeBuildError extends Error {
  override name = 'NativeBuildError';
}

export interface BuildEnvironment {
  readonly environment: NodeJS.ProcessEnv;
  /** Runs a program to its end; `tail` holds the last lines that it printed. */
  run(argv: readonly string[], directory: string): Promise<ToolOutcome>;
}

type ToolOutcome = { readonly tail: string } & (
  | { readonly kind: 'exited'; readonly exitCode: number }
  | { readonly kind: 'killed' | 'fault' | 'timeout' | 'memory' | 'aborted' }
  | { readonly kind: 'not-started'; readonly error: Error }
);

async function firstOf<Tool>(
  candidates: readonly Tool[],
  argvOf: (tool: Tool) => readonly string[],
  { run }: BuildEnvironment,
): Promise<Tool | null> {
  for (const one of candidates) {
    const outcome = await run(argvOf(one), process.cwd());
    if (outcome.kind === 'exited' && outcome.exitCode === 0) return one;
  }
  return null;
}

export async function findPip(request: BuildEnvironment): Promise<readonly string[]> {
  const candidates = [['python3', '-m', 'pip'], ['pip3'], ['pip'], ['python', '-m', 'pip']];
  const pip = await firstOf(candidates, (argv) => [...argv, '--version'], request);
  if (pip !== null) return pip;
  throw new NativeBuildError(
    'pip is not on the path, and TensorFlow comes from its package index; install it, such as with "apt-get install python3-pip"',
  );
}

export async function findCompiler(request: BuildEnvironment): Promise<string> {
  const { CXX } = request.environment;
  const candidates = CXX ? [CXX] : ['c++', 'g++', 'clang++'];
  const compiler = await firstOf(candidates, (program) => [program, '--version'], request);
  if (compiler !== null) return compiler;
  throw new NativeBuildError(
    CXX
      ? `CXX names ${CXX}, which does not run; unset it, or name a C++ compiler`
      : 'no C++ compiler is on the path (c++, g++, clang++); install one, such as with "apt-get install g++", or name it in CXX',
  );
}

export async function runTool(
  argv: readonly string[],
  what: string,
  directory: string,
  { run }: BuildEnvironment,
): Promise<void> {
  const outcome = await run(argv, directory);
  if (outcome.kind === 'exited' && outcome.exitCode === 0) return;
  if (outcome.kind === 'not-started')
    throw new NativeBuildError(`${what}: ${argv[0]} is not on the path; install it`, {
      cause: outcome.error,
    });
  const how = outcome.kind === 'exited' ? `exit code ${outcome.exitCode}` : outcome.kind;
  throw new NativeBuildError(`${what} (${how}):\n${outcome.tail.trim()}`);
}
