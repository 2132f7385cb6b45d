import { testFalls } from './falls.ts';
import { changes } from './matrix.ts';

testFalls(changes);
