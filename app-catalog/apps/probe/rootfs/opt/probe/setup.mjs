// First-run set-up: may run twice, so it counts its runs where the test can see them.
import { appendDurably } from './journal.mjs';

appendDurably('/data/setup', 'run\n');
