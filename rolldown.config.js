/**
 * Builds dist: one chunk graph for the CLI, the action and the training worker, the three WebAssembly binaries, and the
 * licences of all that is bundled. The output holds no hashes, dates or absolute paths: same sources, same bytes.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = dirname(fileURLToPath(import.meta.url));
const packages = join(root, 'node_modules');
/** Another folder lets a build be tried beside the committed one; the tests read the same variable. */
const dist = process.env.CONCLUSIVE_DIST ?? join(root, 'dist');

const entries = {
  cli: 'src/cli/main.ts',
  action: 'src/action/main.ts',
  'tfjs-kernels': 'packages/tfjs-trainer/src/index.ts',
  worker: 'packages/tfjs-trainer/src/worker/main.ts',
  reader: 'src/train/reading/main.ts',
};

/**
 * Modules that are never used here: WebGL needs a browser, a run has one thread, Node has its own fetch, artifacts are
 * unpacked within bounds, and charts read no style sheet.
 */
const STUBS = {
  '../wasm-out/tfjs-backend-wasm-threaded-simd.js': 'export default undefined;',
  '../wasm-out/tfjs-backend-wasm-threaded-simd.worker.js': 'export const wasmWorkerContents = "";',
  '@tensorflow/tfjs-backend-webgl': 'export const version_webgl = "";',
  'node-fetch': 'export default globalThis.fetch;',
  'unzip-stream': 'export default {};',
  'cssomnom/parse': 'export const parse = undefined;',
};

const stubs = {
  name: 'stubs',
  resolveId: (id) => (Object.hasOwn(STUBS, id) ? `\0stub:${id}` : null),
  load: (id) => (id.startsWith('\0stub:') ? STUBS[id.slice(6)] : null),
};

/** The training kernels are AssemblyScript; their memory is imported, so that they work on the backend's own. */
async function compileKernels(entry, ...features) {
  const outputs = new Map();
  const { error, stderr } = await asc.main(
    [
      `packages/tfjs-trainer/src/kernels/assembly/${entry}.ts`,
      ...['--outFile', 'kernels.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--importMemory'],
      ...features.flatMap((feature) => ['--enable', feature]),
    ],
    {
      readFile: (name, base) => {
        const path = join(root, base === '.' ? '' : base, name);
        return existsSync(path) ? readFileSync(path, 'utf8') : null;
      },
      writeFile: (name, contents) => outputs.set(name, contents),
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`the kernels do not compile: ${error.message}\n${stderr}`);
  return outputs.get('kernels.wasm');
}

const binaries = {
  name: 'binaries',
  async generateBundle() {
    const emit = (fileName, source) => this.emitFile({ type: 'asset', fileName, source });
    const wasm = 'tfjs-backend-wasm-simd.wasm';
    emit(wasm, readFileSync(join(packages, '@tensorflow/tfjs-backend-wasm/wasm-out', wasm)));
    emit('kernels.wasm', await compileKernels('index', 'simd'));
    emit('products.wasm', await compileKernels('products', 'simd', 'relaxed-simd'));
    // Apart from the worker, which loads it only for what is not compiled yet.
    emit('babel.cjs', readFileSync(join(packages, 'jiti/dist/babel.cjs')));
    // Node reads .js as ESM also where the folder is copied on its own.
    emit('package.json', '{ "type": "module" }\n');
  },
};

/** The folder of the package that a module belongs to; undefined for our own sources. */
function packageFolder(moduleId) {
  const at = moduleId.lastIndexOf('/node_modules/');
  if (at < 0) return undefined;
  const [first = '', second = ''] = moduleId.slice(at + '/node_modules/'.length).split('/');
  return `${moduleId.slice(0, at)}/node_modules/${first.startsWith('@') ? `${first}/${second}` : first}`;
}

/** The text of the licence, from the package or, where it has no such file, from the header of its sources. */
function licenceOf(folder) {
  const {
    name,
    version,
    license,
    author,
    main = 'index.js',
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const text =
    texts.join('\n\n') ||
    headerOf([join(folder, main), join(folder, `${name}.js`)]) ||
    (license === 'MIT' ? readmeOf(folder) || mitOf(author) : '');
  if (!text)
    throw new Error(`${name} ${version} (${license}) has no licence text; add it to rolldown.config.js`);
  return { title: `${name} ${version} (${license})`, text };
}

/** Older packages have their licence at the end of the readme. */
function readmeOf(folder) {
  const readme = readdirSync(folder).find((file) => /^readme/i.test(file));
  const text = readme === undefined ? '' : readFileSync(join(folder, readme), 'utf8');
  return /^#+ *licen[cs]e\b[^\n]*\n([\s\S]*permission is hereby granted[\s\S]*)/im.exec(text)?.[1]?.trim();
}

/** The licence that a package names without its text. */
function mitOf(author) {
  const name = typeof author === 'object' ? author.name : author;
  if (!name) return '';
  const [, terms] = readFileSync(join(packages, 'yauzl/LICENSE'), 'utf8').split(/^(?=Permission is hereby)/m);
  return `Copyright (c) ${name}\n\n${terms.trim()}`;
}

/** The first comment of a file that names a copyright; where it refers to Apache 2.0, with the text of that. */
function headerOf(files) {
  const comments = files
    .filter(existsSync)
    .map((file) => /^\/\*[\s\S]*?\*\//.exec(readFileSync(file, 'utf8'))?.[0] ?? '');
  const header = comments
    .find((comment) => comment.includes('Copyright'))
    ?.replaceAll(/^ ?\*?\/?\** ?(@license\n)?/gm, '')
    .replace(/(=+\s*)?\*\/$/, '')
    .trim();
  if (!header?.includes('Apache License')) return header;
  return `${header}\n\n${readFileSync(join(packages, 'long/LICENSE'), 'utf8').trim()}`;
}

const licences = {
  name: 'licences',
  generateBundle(_options, bundle) {
    const folders = new Set([join(packages, '@tensorflow/tfjs-backend-wasm').replaceAll('\\', '/')]);
    for (const chunk of Object.values(bundle)) {
      for (const id of Object.keys(chunk.modules ?? {})) {
        const folder = packageFolder(id.replaceAll('\\', '/'));
        if (folder !== undefined && !id.startsWith('\0')) folders.add(folder);
      }
    }
    const byText = new Map();
    for (const { title, text } of [...folders].map(licenceOf)) {
      byText.set(text, [...new Set([...(byText.get(text) ?? []), title])].sort());
    }
    const sections = [...byText].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`).sort();
    const source = `Conclusive bundles the packages below.\n\n${sections.join(`\n${'-'.repeat(80)}\n\n`)}`;
    this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: source.replaceAll('\r\n', '\n') });
  },
};

/**
 * The fingerprint of a run holds a digest of worker.js, so that a change of the trainer trains anew. What the worker
 * loads counts as well: the digest of its chunks and binaries is written into it.
 */
const workerDigest = {
  name: 'worker-digest',
  writeBundle(_options, bundle) {
    const worker = bundle['worker.js'];
    if (worker === undefined) return;
    const loaded = new Set(['babel.cjs', 'kernels.wasm', 'products.wasm', 'tfjs-backend-wasm-simd.wasm']);
    const follow = (chunk) => {
      for (const name of [...chunk.imports, ...chunk.dynamicImports]) {
        if (loaded.has(name) || bundle[name] === undefined) continue;
        loaded.add(name);
        follow(bundle[name]);
      }
    };
    follow(worker);
    if (loaded.has('shared.js') || loaded.has('start.js'))
      throw new Error('the worker loads code of its parent; add it to worker-common');
    const hash = createHash('sha256');
    for (const name of [...loaded].sort()) hash.update(name).update(readFileSync(join(dist, name)));
    appendFileSync(join(dist, 'worker.js'), `// sha256 of what it loads: ${hash.digest('hex')}\n`);
  },
};

/** The help and wrong options are answered, and the job of a queue is begun, without what prepares and judges an experiment. */
const quickStart = {
  name: 'quick-start',
  generateBundle(_options, bundle) {
    const slow = ['command-line.js', 'start.js', 'execute-job.js'].filter((name) =>
      bundle[name]?.imports.includes('shared.js'),
    );
    if (slow.length > 0)
      throw new Error(`${slow.join(', ')} would load shared.js; add what they need of it to "start"`);
    const heavy = ['shared.js', 'carry-out.js'].filter((name) => bundle[name]?.imports.includes('tfjs.js'));
    if (heavy.length > 0)
      throw new Error(`${heavy.join(', ')} would load TensorFlow.js, which only a run on WebAssembly needs`);
  },
};

/** A worker takes several runs, and layers without a name are to be called in each as in the first: `worker/serve.ts` calls these. */
const layerNames = {
  name: 'layer-names',
  transform: {
    filter: { id: /tfjs-layers\/dist\/(?:backend\/state|common)\.js$/ },
    handler(code, id) {
      const forget = id.endsWith('common.js')
        ? 'nameMap.clear();'
        : 'for (const prefix of Object.keys(_uidPrefixes)) delete _uidPrefixes[prefix];';
      return `${code}\n(globalThis[Symbol.for('conclusive.forgetNames')] ??= []).push(() => { ${forget} });\n`;
    },
  },
};

/** Node loads the data of a segmenter for a fifth of the time that all modules take to load, and few texts need one. */
const lateSegmenter = {
  name: 'late-segmenter',
  transform: {
    filter: { id: /node_modules\/string-width\/index\.js$/, code: /Intl\.Segmenter/ },
    handler(code) {
      const late = code.replace(
        'const segmenter = new Intl.Segmenter();',
        'let made; const segmenter = { segment: (text) => (made ??= new Intl.Segmenter()).segment(text) };',
      );
      if (late === code) throw new Error('string-width has another segmenter; adapt rolldown.config.js');
      return late;
    },
  },
};

/** After the new files and not before them: a build that fails, or one that others are running from, loses nothing. */
const removeStale = {
  name: 'remove-stale',
  writeBundle(_options, bundle) {
    for (const file of readdirSync(dist)) {
      if (!Object.hasOwn(bundle, file)) rmSync(join(dist, file), { recursive: true });
    }
  },
};

/** As `bin` of the package names it, so that a clone can run it as it stands. */
const executable = {
  name: 'executable',
  writeBundle(_options, bundle) {
    if (bundle['cli.js'] !== undefined) chmodSync(join(dist, 'cli.js'), 0o755);
  },
};

const known = new Map();

/** All modules that an entry loads when it starts, without itself. */
function modulesOf(entry, graph) {
  if (known.has(entry)) return known.get(entry);
  const found = new Set([join(root, entries[entry])]);
  for (const id of found)
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  found.delete(join(root, entries[entry]));
  known.set(entry, found);
  return found;
}

export default {
  input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file)))),
  platform: 'node',
  // The ES modules of TensorFlow.js, so that parts which two of its packages share are bundled once.
  resolve: { mainFields: ['module', 'main'] },
  transform: {
    target: 'node20',
    define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' },
  },
  plugins: [
    stubs,
    lateSegmenter,
    layerNames,
    binaries,
    licences,
    workerDigest,
    quickStart,
    executable,
    removeStale,
  ],
  output: {
    dir: dist,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    comments: false,
    // Names stay, so that a stack trace can be read; without the white space a package is a sixth smaller.
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    codeSplitting: {
      groups: [
        // Also used by the worker itself, which loads TensorFlow.js only where it trains on that.
        { name: 'seedrandom', test: /node_modules\/seedrandom\// },
        { name: 'tfjs', test: /node_modules\/(@tensorflow|long)\// },
        // The worker needs the name of this package, and nothing else of what its parent starts with.
        { name: 'version', test: /src\/version\.ts$|\/package\.json$/ },
        { name: 'jiti', test: /node_modules\/jiti\// },
        // What the command line needs to tell its options. All else it reads when a command is called.
        {
          name: 'start',
          test: /src\/(child-cpu|child-output|exit-codes|files\/(held-folder|open-file)|signals|stop-signals|cli\/invocation|config\/(user-error|schema\/task-questions)|plan\/runs\/plan-waves|stats\/metrics\/metric|train\/aborted-error|words\/(percent|shell|wrap-lines))\.ts$|node_modules\/(markdown-table|shell-quote)\//,
        },
        // The little that the worker has in common with its parent lies apart from the rest: what else the parent needs
        // must not make the worker another one.
        {
          name: 'worker-common',
          test: /src\/(stats\/(random|arg-max|ranks|dataset\/[\w-]+)|worker\/job|backends\/(node|assets)|kernels\/fused-multiply-add)\.ts$|node_modules\/pure-rand\//,
        },
        // `conclusive execute`, and no more: a queue starts it for every run.
        { name: 'execute-job', test: /src\/train\/executors\/execute-job\.ts$/ },
        // The process that reads what runs left loads this and not the rest of the program.
        { name: (id, graph) => (modulesOf('reader', graph).has(id) ? 'reading' : null) },
        // What the CLI and the action both need from their start; without a name it would have that of some file in it.
        {
          name: 'shared',
          tags: ['$initial'],
          test: /\/(?<!packages\/tfjs-trainer\/)(src|node_modules)\//,
          minShareCount: 2,
        },
      ],
    },
  },
};
