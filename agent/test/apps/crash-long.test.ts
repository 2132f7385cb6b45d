import { furtherStories } from './matrix.ts';
import { testCrashes } from './test-crashes.ts';

testCrashes(furtherStories);
