// One function makes every bundle: the extension and the panel for the editor, the command line for Node,
// the engine's worker for both, and the worker that reads lessons in the editor.
const path = require('path');
const webpack = require('webpack');
const { name, publisher } = require('./package.json');
const { ChunksInVSCodePlugin } = require('./scripts/chunks-in-vscode.cjs');

/** The extension starts with what VS Code asks at once; what a run, a lesson or a command needs comes with the first. */
const CHUNKS = {
  output: {
    chunkFormat: 'commonjs',
    chunkLoading: ChunksInVSCodePlugin.TYPE,
    chunkFilename: 'extension.[name].js',
  },
  plugins: [new ChunksInVSCodePlugin(`${publisher}.${name}`)],
  // A run needs its program, as the check of a file does: what several chunks need is in one of its own.
  splitChunks: {
    chunks: 'async',
    cacheGroups: {
      default: false,
      defaultVendors: false,
      shared: { name: 'shared', minChunks: 2, enforce: true },
    },
  },
};
/** Everything else starts as a whole. */
const ONE_CHUNK = { plugins: [new webpack.optimize.LimitChunkCountPlugin({ maxChunks: 1 })] };

/** A bundle from src/ENTRY to dist/NAME.js. `target` is webpack's name of the platform it runs on. */
function bundle(name, entry, target, mode, extra = {}) {
  const chunks = extra.chunks ?? ONE_CHUNK;
  return {
    name,
    mode,
    target,
    entry: { [name]: `./src/${entry}` },
    output: {
      path: path.join(__dirname, 'dist'),
      filename: '[name].js',
      ...(extra.library ? { library: { type: extra.library } } : {}),
      ...chunks.output,
    },
    resolve: {
      extensions: ['.ts', '.tsx', '.js'],
      // gpu.js asks for the native WebGL of Node, which nobody needs here.
      alias: { gl: false },
    },
    externals: { vscode: 'commonjs vscode', ...extra.externals },
    module: {
      rules: [
        {
          test: /\.tsx?$/,
          exclude: /node_modules/,
          use: { loader: 'ts-loader', options: { transpileOnly: true, compilerOptions: { noEmit: false } } },
        },
        ...(extra.rules ?? []),
      ],
    },
    experiments: { css: extra.styles === true },
    plugins: [...chunks.plugins, ...(extra.plugins ?? [])],
    optimization: {
      ...(chunks.splitChunks ? { splitChunks: chunks.splitChunks } : {}),
      // gpu.js reads kernels from their source text. In the bundles that hold them nothing is renamed or
      // rearranged: a short name that shadows another one is fine for JavaScript, but not for gpu.js.
      minimizer: [
        new (require('terser-webpack-plugin'))({
          extractComments: false,
          terserOptions: {
            output: { ascii_only: true },
            ...(extra.kernels ? { compress: false, mangle: false } : {}),
          },
        }),
      ],
    },
    devtool: mode === 'production' ? false : 'source-map',
    performance: { hints: false },
  };
}

/** `--env tests`: the tests that run inside VS Code, in the same web worker as the extension. */
const editorTests = () =>
  bundle('test/editor/index', '../test/editor/index.ts', 'webworker', 'development', {
    library: 'commonjs2',
  });

module.exports = (env, { mode = 'production' }) =>
  env.tests
    ? editorTests()
    : [
        bundle('engineWorker', 'engine/host/browserWorker.ts', 'webworker', mode, { kernels: true }),
        bundle('nodeEngineWorker', 'engine/host/nodeWorker.ts', 'node', mode, { kernels: true }),
        bundle('cli', 'cli/main.ts', 'node', mode, {
          kernels: true,
          plugins: [new webpack.BannerPlugin({ banner: '#!/usr/bin/env node', raw: true })],
        }),
        bundle('lessonWorker', 'lessons/host/lessonWorker.ts', 'webworker', mode),
        bundle('extension', 'extension/extension.ts', 'webworker', mode, {
          library: 'commonjs2',
          chunks: CHUNKS,
        }),
        // With its style sheets, which would be a request each otherwise.
        bundle('panel', 'panel/main.tsx', 'web', mode, { styles: true }),
      ];
