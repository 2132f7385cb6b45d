import { longStories } from './matrix.ts';
import { testCrashes } from './test-crashes.ts';

testCrashes(longStories);
