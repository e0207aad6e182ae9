/** Builds tfjs-node from its npm package and a Python wheel. Versions and digests are fixed; no package script runs. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type BuildEnvironment, findCompiler, findPip, NativeBuildError, runTool } from './build-tools.ts';
import packages from './packages.json' with { type: 'json' };
import lock from './packages-lock.json' with { type: 'json' };
import { unpackWheel } from './unpack-wheel.ts';

/** Any Python's wheel will do: only C libraries and headers are used. */
const WHEEL = {
  requirement: 'tensorflow-cpu==2.21.0',
  sha256: 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
  selection: [
    ...['--python-version', '3.12', '--implementation', 'cp', '--abi', 'cp312'],
    ...['--platform', 'manylinux_2_27_x86_64'],
  ],
};
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
/** Folders of `tensorflow/include` that the C API's headers include. */
const HEADERS = ['tensorflow/c', 'tensorflow/core/platform', 'xla/tsl/c', 'tsl/platform'];
const NODE_API = 8;
const FLAGS = ['-std=c++17', '-O2', '-fPIC', '-shared', `-DNAPI_VERSION=${NODE_API}`];
const PACKAGE = join('node_modules', '@tensorflow', 'tfjs-node');
const FREE_BYTES = 2e9;
const MARKER = 'built.json';

export interface BuildRequest extends BuildEnvironment {
  readonly folder: string;
  say(line: string): void;
  /** Loads the package of this folder in another process. */
  probe(folder: string): Promise<{ readonly version: string | null; readonly failure: string }>;
}

export const BUILD_KEY = createHash('sha256')
  .update(JSON.stringify([lock, WHEEL, LIBRARIES, HEADERS, FLAGS, process.platform, process.arch]))
  .digest('hex');

/** Tells whether the folder's marker names this build. */
export async function isBuilt(folder: string): Promise<boolean> {
  const marker = await readFile(join(folder, MARKER), 'utf8').catch(() => '');
  return marker.trim() === BUILD_KEY;
}

export interface NativeBuild {
  /** The version that loads. */
  readonly version: string;
  readonly isNew: boolean;
}

/** Writes the folder completely or not at all. */
export async function buildNative(request: BuildRequest): Promise<NativeBuild> {
  const { folder, say, probe } = request;
  if (await isBuilt(folder)) {
    say(`already built in ${folder}`);
    const { version, failure } = await probe(folder);
    if (version !== null) return { version, isNew: false };
    say(`it is built again: ${failure}`);
    await rm(join(folder, MARKER));
  }
  refusePlatform();
  const pip = await findPip(request);
  const compiler = await findCompiler(request);
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new NativeBuildError(
      `cannot create ${parent}: ${error.code}; set CONCLUSIVE_NATIVE to a folder that can be written`,
      { cause: error },
    );
  });
  await refuseFullDisk(parent);
  const partial = await mkdtemp(join(parent, '.native-'));
  try {
    await build(partial, { pip, compiler }, request);
    await putInPlace(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  const { version, failure } = await probe(folder);
  if (version !== null) return { version, isNew: true };
  throw new NativeBuildError(`${folder}: ${failure}, though it was just built; set trainer.backend to wasm`);
}

/** Keeps another process's build, which may be in use. @param built a complete build on the same disk */
export async function putInPlace(built: string, folder: string): Promise<void> {
  if (await isBuilt(folder)) return;
  await rm(folder, { recursive: true, force: true });
  await rename(built, folder).catch(async (error) => {
    if (!(await isBuilt(folder))) throw error;
  });
}

async function build(
  partial: string,
  { pip, compiler }: { readonly pip: readonly string[]; readonly compiler: string },
  { say, ...rest }: BuildRequest,
): Promise<void> {
  const run = (argv: readonly string[], what: string) => runTool(argv, what, partial, rest);
  say(`1/3 npm and pip: @tensorflow/tfjs-node, and the wheel of ${WHEEL.requirement} (274 MB)`);
  await writeFile(join(partial, 'package.json'), JSON.stringify(packages));
  await writeFile(join(partial, 'package-lock.json'), JSON.stringify(lock));
  const requirements = join(partial, 'requirements.txt');
  await writeFile(requirements, `${WHEEL.requirement} --hash=sha256:${WHEEL.sha256}\n`);
  const wheels = join(partial, 'wheel');
  const npm = ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const download = [
    ...[...pip, 'download', '--no-deps', '--only-binary=:all:', '--require-hashes', ...WHEEL.selection],
    ...['--no-cache-dir', '--disable-pip-version-check', '--dest', wheels, '--requirement', requirements],
  ];
  // Both downloads must end before a failure removes their files.
  const downloads = await Promise.allSettled([
    run(npm, 'npm cannot install @tensorflow/tfjs-node'),
    run(download, `pip cannot download ${WHEEL.requirement}`),
  ]);
  for (const one of downloads) if (one.status === 'rejected') throw one.reason;
  say('2/3 wheel: two libraries of TensorFlow and their headers (854 MB)');
  const deps = join(partial, PACKAGE, 'deps');
  await unpackWheel(wheels, {
    headers: { folders: HEADERS.map((name) => `tensorflow/include/${name}/`), to: join(deps, 'include') },
    libraries: { files: LIBRARIES.map((name) => `tensorflow/${name}`), to: join(deps, 'lib') },
  });
  await rm(wheels, { recursive: true });
  say('3/3 compiler: the binding');
  await compile(join(partial, PACKAGE), compiler, run);
  await rm(join(deps, 'include'), { recursive: true });
  await writeFile(join(partial, MARKER), `${BUILD_KEY}\n`);
}

async function compile(
  folder: string,
  compiler: string,
  run: (argv: readonly string[], what: string) => Promise<void>,
): Promise<void> {
  const target = join(folder, 'lib', `napi-v${NODE_API}`);
  await mkdir(target, { recursive: true });
  const binding = join(folder, 'binding');
  await run(
    [
      ...[compiler, ...FLAGS, '-I', join(folder, 'deps', 'include'), '-I', dirname(folder), '-I', folder],
      ...['-I', join(dirname(dirname(folder)), 'node-api-headers', 'include')],
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(binding, file)),
      ...['-o', join(target, 'tfjs_binding.node'), '-L', join(folder, 'deps', 'lib')],
      ...LIBRARIES.map((name) => `-l:${name}`),
      `-Wl,-rpath,$ORIGIN/${relative(target, join(folder, 'deps', 'lib'))}`,
    ],
    'the binding of tfjs-node does not compile',
  );
}

function refusePlatform(): void {
  const { platform, arch } = process;
  if (platform === 'linux' && arch === 'x64') return;
  throw new NativeBuildError(
    `the native backend is built for Linux on x64, and this is ${platform} on ${arch}; run "npm install @tensorflow/tfjs-node" next to the module, which installs binaries`,
  );
}

async function refuseFullDisk(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= FREE_BYTES) return;
  throw new NativeBuildError(
    `${folder} has ${((bavail * bsize) / 1e9).toFixed(1)} GB free, and the build needs ${FREE_BYTES / 1e9} GB; free some, or set CONCLUSIVE_NATIVE to a folder on another disk`,
  );
}
