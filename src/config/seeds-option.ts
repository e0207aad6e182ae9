import { describeOption } from './file/messages.ts';
import { type Config, configShape } from './schema/schema.ts';
import { UserError } from './user-error.ts';

/**
 * `8` is a fixed design, `6..25` a sequential one.
 *
 * @throws UserError that names the option
 */
export function parseSeeds(option: string, text: string): NonNullable<Config['seeds']> {
  const [, first, most] = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(text) ?? [];
  const value =
    first === undefined
      ? text
      : most === undefined
        ? Number(first)
        : { min: Number(first), max: Number(most) };
  const parsed = configShape.seeds.safeParse(value);
  if (first !== undefined && parsed.success && parsed.data !== undefined) return parsed.data;
  const why = first === undefined || parsed.success ? '' : ` (${describeOption(parsed.error.issues, value)})`;
  throw new UserError(
    `${option}: must be a number of seeds, such as 8, or a range for a sequential design, such as 6..25; found "${text}"${why}`,
  );
}
