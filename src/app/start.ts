import { startBackend } from './client.ts';

/** The first thing that runs: while the console's own code arrives and starts, the service reads what is kept. */
startBackend();
void import('./main.tsx');
