import { buildNative, type NativeBuild } from '../../../packages/tfjs-trainer/src/native/build-native.ts';
import { NativeBuildError } from '../../../packages/tfjs-trainer/src/native/build-tools.ts';
import { UserError } from '../../config/user-error.ts';
import { runProcess } from '../process/run-process.ts';
import { findTfjsNode, probeTfjsNode } from './find-tfjs-node.ts';

const TIMEOUT_MS = 15 * 60_000;

interface BuildRequest {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  say(line: string): void;
}

/** Builds the native backend, each tool in a process that ends with all that it started. @throws UserError if a tool is missing or a step fails */
export async function buildNativeBackend({
  environment,
  signal = new AbortController().signal,
  ...request
}: BuildRequest): Promise<NativeBuild> {
  try {
    return await buildNative({
      ...request,
      environment,
      run: (argv, directory) =>
        runProcess({
          argv,
          directory,
          environment: environment as Record<string, string>,
          timeoutMs: TIMEOUT_MS,
          signal,
        }),
      async probe(folder) {
        const entry = await findTfjsNode([folder]);
        return entry === null ? { version: null, failure: 'the package is not there' } : probeTfjsNode(entry);
      },
    });
  } catch (error) {
    if (error instanceof NativeBuildError) throw new UserError(error.message, { cause: error });
    throw error;
  }
}
