import type { z } from 'zod';

/** Keys of the section `checks` in the config, each with its schema. A key that several checks read is one schema object. */
export type OptionSchemas = Readonly<Record<string, z.ZodType>>;
export type OptionsOf<Schemas extends OptionSchemas> = z.output<z.ZodObject<Schemas>>;
