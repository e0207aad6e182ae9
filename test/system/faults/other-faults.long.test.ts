import { testFaults } from './matrix.ts';

testFaults([
  ['read a comment', ['once', 'always']],
  ['who the token is', ['once', 'always']],
  ['create a check', ['once', 'always']],
  ['read the pull request', ['once', 'always']],
  ['list label events', ['once', 'always']],
  ['read a permission', ['once', 'always']],
  ['anything', ['always']],
]);
