import type { KnipConfig } from 'knip';

/**
 * `npm run check` runs knip twice. Over everything: an export that no other file imports fails. With `--production`,
 * which follows the entries and files marked `!` alone: what only tests and benchmarks use fails too, as it has no user
 * in the program. A part that its own file uses may be exported for its test.
 */
export default ({ production = false }: { readonly production?: boolean }): KnipConfig => ({
  entry: [
    'src/{action,cli}/main.ts!',
    'src/train/worker/main.ts!',
    'src/train/reading/main.ts!',
    'src/train/kernels/assembly/index.ts!',
    'src/train/kernels/assembly/products.ts!',
    'bench/*.ts',
    'bench/performance/text-model.ts',
    'fixtures/*/make-*.{mjs,ts}',
    'scripts/tune.ts',
    'fixtures/*/{model,pitfalls}.ts',
    'test/**/*.test.ts',
    'test/forge/gitea.ts',
    'test/support/loopback-github/slice-openapi.js',
    'test/system/action/support/repository/train.mjs',
  ],
  project: [
    'src/**/*.ts!',
    'test/**/*.{ts,js,mjs}',
    'bench/**/*.ts',
    'scripts/**/*.ts',
    'fixtures/*/*.{ts,mjs}',
  ],
  ignoreExportsUsedInFile: production,
  ignoreBinaries: ['fish', 'go', 'jq', 'mkfifo', 'mount', 'sbatch', 'squeue', 'umount'],
  ignoreDependencies: ['@types/shell-quote', 'yaml-language-server'],
});
