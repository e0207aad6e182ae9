/** The first pair of fixtures/pitfalls for each check that no other long test finds. All others: `pitfall-pairs.slow.test.ts`. */
import { readPairs } from '../../support/pitfall-pairs.ts';
import { byCheck, testPairs } from './test-pairs.ts';

testPairs(byCheck(await readPairs()).first);
