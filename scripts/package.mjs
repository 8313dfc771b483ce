// Packages what `npm run build` left in dist/ as backstep-VERSION.vsix.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { PROJECT } from './vscode-server.mjs';

/** @returns {Promise<string>} the path of the package. */
export async function packageExtension(folder = PROJECT) {
  const { name, version } = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8'));
  const packagePath = path.join(folder, `${name}-${version}.vsix`);
  // Everything is bundled: the packages of node_modules stay behind.
  await createVSIX({
    cwd: PROJECT,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return packagePath;
}

/** What the package holds, as paths relative to the project. */
export function packagedFiles() {
  return listFiles({ cwd: PROJECT, packageManager: PackageManager.None });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  packageExtension().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
