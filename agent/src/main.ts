import { flushCompileCache } from 'node:module';
import { startAgent } from './start-agent.ts';

await startAgent();
// Who starts the agent sets NODE_COMPILE_CACHE. Written now, not at the end, so that the next start is fast even after a power cut.
flushCompileCache();
