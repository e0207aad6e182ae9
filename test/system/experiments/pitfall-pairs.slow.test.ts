/** The pairs of fixtures/pitfalls whose check has another one in `pitfall-pairs.long.test.ts`. */
import { readPairs } from '../../support/pitfall-pairs.ts';
import { byCheck, testPairs } from './test-pairs.ts';

testPairs(byCheck(await readPairs()).more);
