import fc from 'fast-check';
import { nameSchema } from '../../src/config/names.ts';
import {
  MAX_MEMORY_BYTES,
  MAX_SECONDS,
  RUN_SCHEMA,
  RUN_STATUSES,
  type RunRecord,
} from '../../src/records/record.ts';

const name = fc
  .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  .filter((text) => nameSchema.safeParse(text).success);

/** JSON knows no negative zero. */
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const values = fc.dictionary(name, finite, { maxKeys: 5, noNullPrototype: true });
const count = fc.nat();
const amount = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map(Math.abs);
const upTo = (max: number) => fc.double({ min: 0, max, noNaN: true }).map(Math.abs);

const curves = fc
  .uniqueArray(fc.record({ epoch: amount, train: values, validation: values }), {
    selector: ({ epoch }) => epoch,
    maxLength: 5,
  })
  .map((epochs) => epochs.toSorted((a, b) => a.epoch - b.epoch));

/** Every record that the schema admits, without predictions. */
export const arbitraryRecord: fc.Arbitrary<Omit<RunRecord, 'predictions'>> = fc.record({
  schema: fc.constant(RUN_SCHEMA),
  fingerprint: fc.string({ minLength: 64, maxLength: 64, unit: fc.constantFrom(...'0123456789abcdef') }),
  model: name,
  seed: fc.maxSafeNat(),
  params: fc.dictionary(name, fc.oneof(finite, fc.string(), fc.boolean()), { noNullPrototype: true }),
  commit: fc.option(
    fc.string({ minLength: 40, maxLength: 40, unit: fc.constantFrom(...'0123456789abcdef') }),
  ),
  status: fc.constantFrom(...RUN_STATUSES),
  failure: fc.option(fc.string()),
  divergedBy: fc.constantFrom(null, 'loss'),
  curves,
  metrics: fc.record(
    { train: values, validation: values, test: values, shifted: values },
    { requiredKeys: [], noNullPrototype: true },
  ),
  slices: fc.dictionary(name, fc.record({ examples: count, metrics: values }), {
    maxKeys: 3,
    noNullPrototype: true,
  }),
  parameters: fc.option(count),
  environment: fc.dictionary(name, fc.string(), { maxKeys: 5, noNullPrototype: true }),
  cost: fc.record({
    wallSeconds: upTo(MAX_SECONDS),
    cpuSeconds: fc.option(upTo(MAX_SECONDS)),
    peakMemoryBytes: fc.option(upTo(MAX_MEMORY_BYTES)),
  }),
});
