import { isRunnerVariable } from '../../config/schema/runner-variable.ts';
import { wordFor } from '../../words/plural.ts';

/** Words by which programs say that nobody has told them who they are. */
const NEEDS_SECRET =
  /\b(?:40[13]|unauthori[sz]ed|forbidden|api[ _-]?keys?|access token|credentials?|not logged in|log ?in|authenticat\w+)\b/i;
const SECRET = /KEY|TOKEN|SECRET|PASS|CREDENTIAL|AUTH|USER/i;
/** `_`, `OS` and the like stand in any text. */
const IS_A_NAME = /^(?=.*[A-Za-z]{2})\w{4,200}$/;
const SHOWN_NAMES = 3;

/**
 * Names of variables that are set here and that runs do not get, where a run that failed speaks of them: what to do about it.
 *
 * @param printed untrusted; only names that are set here are taken from it
 * @returns null where the failure has nothing to do with them
 */
export function describeWithheld(
  printed: string,
  inherited: NodeJS.ProcessEnv,
  given: Readonly<Record<string, string>>,
): string | null {
  const withheld = Object.keys(inherited).filter(
    (name) => !(name in given) && IS_A_NAME.test(name) && !isRunnerVariable(name),
  );
  const words = new Set(printed.match(/\w+/g) ?? []);
  const spoken = withheld.filter((name) => words.has(name));
  const found =
    spoken.length > 0 || !NEEDS_SECRET.test(printed) ? spoken : withheld.filter((name) => SECRET.test(name));
  if (found.length === 0) return null;
  const names = found.slice(0, SHOWN_NAMES).join(', ');
  return `${names} ${wordFor(found.length, 'is', 'are')} set here, but runs do not get ${wordFor(found.length, 'it', 'them')}; if the program needs ${wordFor(found.length, 'it', 'them')}, add trainer.environment: [${names}] to the config`;
}
