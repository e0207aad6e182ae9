import type { z } from 'zod';

/** Keys of the section `checks` with their schemas. Checks that share a key share the schema object. */
export type OptionSchemas = Readonly<Record<string, z.ZodType>>;
export type OptionsOf<Schemas extends OptionSchemas> = z.output<z.ZodObject<Schemas>>;
