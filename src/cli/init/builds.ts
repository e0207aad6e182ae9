/** Projects whose program must be built or needs a runner: their config is shown, not guessed. */
import { join, posix } from 'node:path';
import { readStart } from '../../program-text/list-sources.ts';

const BUILDS: ReadonlyArray<{ readonly file: RegExp; readonly example: string }> = [
  {
    file: /^go\.mod$/,
    example: "{ setup: go build -o train PACKAGE, command: './train --seed {seed} --out {run_dir}' }",
  },
  {
    file: /^Cargo\.toml$/,
    example: "{ setup: cargo build --release, command: 'target/release/NAME --seed {seed} --out {run_dir}' }",
  },
  {
    file: /^pom\.xml$/,
    example: "{ setup: mvn -q package, command: 'java -cp target/classes CLASS {seed} {run_dir}' }",
  },
  {
    file: /^build\.gradle(?:\.kts)?$/,
    example: "{ setup: gradle classes, command: 'java -cp build/classes/java/main CLASS {seed} {run_dir}' }",
  },
  {
    file: /^(?:GNUm|M|m)akefile$|^CMakeLists\.txt$/,
    example: "{ setup: make, command: './PROGRAM {seed} {run_dir}' }",
  },
  { file: /^model\.ts$/, example: '{ module: FILE }' },
  { file: /^(?:train|main)\.ts$/, example: "{ command: 'npx tsx FILE {seed} {run_dir}' }" },
];

/** @returns `go.mod needs, for example, trainer: …` of the nearest file; null without one */
export async function describeBuild(files: readonly string[], folder: string): Promise<string | null> {
  for (const file of files) {
    const build = BUILDS.find((one) => one.file.test(posix.basename(file)));
    if (build === undefined) continue;
    const text = file.endsWith('Cargo.toml') ? await readStart(join(folder, file)) : '';
    const main = files.find((one) => /(?:^|\/)cmd\/train\/[^/]+\.go$/.test(one));
    const example = build.example
      .replace('FILE', file)
      .replace('NAME', packageNameIn(text) ?? 'NAME')
      .replace(
        'PACKAGE',
        main === undefined ? '.' : `./${posix.relative(posix.dirname(file), posix.dirname(main))}`,
      );
    return `${file} needs, for example, trainer: ${example}`;
  }
  return null;
}

/** Only a name that Cargo allows; the file may be a stranger's. */
function packageNameIn(cargo: string): string | null {
  const section = /^\[package\]\s*$([\s\S]*?)(?:^\[|(?![\s\S]))/m.exec(cargo)?.[1] ?? '';
  return /^name\s*=\s*["']([A-Za-z][\w-]{0,63})["']/m.exec(section)?.[1] ?? null;
}
