/** Where things lie around dist/cli.js, in the project as in an installed package. */
import { join } from 'node:path';

/** The sources of the built-in datasets. */
export const DATA_FOLDER = join(__dirname, '..', 'data');
/** The script of the engine's worker thread. */
export const ENGINE_SCRIPT = join(__dirname, 'nodeEngineWorker.js');
