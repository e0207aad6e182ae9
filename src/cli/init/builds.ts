/** Projects whose program must be built or needs a runner: their config is shown, not guessed. */
import { posix } from 'node:path';

const BUILDS: ReadonlyArray<{ readonly file: RegExp; readonly example: string }> = [
  {
    file: /^go\.mod$/,
    example: "{ setup: go build -o train ., command: './train --seed {seed} --out {run_dir}' }",
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
  { file: /^(?:train|main|model)\.ts$/, example: "{ command: 'npx tsx train.ts {seed} {run_dir}' }" },
];

/** @returns `go.mod needs, for example, trainer: …` of the nearest file; null without one */
export function describeBuild(files: readonly string[]): string | null {
  for (const file of files) {
    const build = BUILDS.find((one) => one.file.test(posix.basename(file)));
    if (build !== undefined) return `${file} needs, for example, trainer: ${build.example}`;
  }
  return null;
}
