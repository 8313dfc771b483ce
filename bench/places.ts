import { join } from 'node:path';

export const ROOT = join(__dirname, '..');
/** What Backstep is measured beside, with a package.json of its own. */
export const PEERS = join(__dirname, 'peers');
