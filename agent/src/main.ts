import { enableCompileCache, flushCompileCache } from 'node:module';

// Before anything large is loaded: compiling the agent anew would take as long as all the rest of its start.
enableCompileCache();
const { startAgent } = await import('./start-agent.ts');
await startAgent();
flushCompileCache();
