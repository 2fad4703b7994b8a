// `npm start`: install what is missing, build, serve the production build on loopback, print the address.
import { ensureInstalled, root } from './ensure-installed.mjs';

ensureInstalled();
process.chdir(root);
const { build, preview } = await import('vite');
await build({ logLevel: 'warn' });
const server = await preview({ preview: { port: Number(process.env['PORT'] ?? 4173) } });
console.log(`\nEtude is ready: ${server.resolvedUrls?.local[0] ?? ''}`);
