import { fileURLToPath } from 'node:url';
import type webpack from 'webpack';
import { runWebpack } from '../../scripts/runWebpack';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles a script for a page into `page.js` of a folder. Not minimized: gpu.js reads the text of the kernels.
 * @param entry of the script, from the project's folder
 */
export async function buildPage(entry: string, folder: string): Promise<void> {
  const config: webpack.Configuration = {
    mode: 'production',
    target: 'web',
    context: ROOT,
    entry: { page: entry },
    output: { path: folder, filename: '[name].js' },
    optimization: { minimize: false },
    performance: { hints: false },
    resolve: { extensions: ['.ts', '.js'] },
    module: {
      rules: [
        {
          test: /\.ts$/,
          use: { loader: 'ts-loader', options: { transpileOnly: true, compilerOptions: { noEmit: false } } },
        },
      ],
    },
  };
  await runWebpack([config]);
}
