/** `npm run bench:size`: bytes of every bundle and of the package, with what they are made of. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type webpack from 'webpack';
import { deflateRawSync } from 'node:zlib';
import { packagedFiles, packageExtension } from '../scripts/package.mjs';
import { runWebpack } from '../scripts/runWebpack';
import { ROOT } from './places';
import { aligned } from './tables';

/** Parts of a bundle below this share are told of together. */
const SMALL = 0.01;

type Recipe = (env: object, args: { mode: 'production' }) => webpack.Configuration[];

async function main(): Promise<void> {
  const recipe = createRequire(join(ROOT, 'package.json'))('./webpack.config.js') as Recipe;
  for (const { chunks = [], assets = [] } of await build(recipe({}, { mode: 'production' }))) {
    for (const chunk of chunks) console.log(`${describe(chunk, assets)}\n`);
  }
  console.log(await describePackage());
}

async function build(configurations: webpack.Configuration[]): Promise<webpack.StatsCompilation[]> {
  const stats = await runWebpack(configurations);
  return (
    stats.toJson({
      all: false,
      chunks: true,
      chunkModules: true,
      nestedModules: true,
      chunkModulesSpace: Infinity,
      nestedModulesSpace: Infinity,
      children: true,
      assets: true,
    }).children ?? []
  );
}

/** Shares are of the sources as webpack joins them: minifying comes after, and takes from all of them. */
function describe({ files, modules = [] }: webpack.StatsChunk, assets: webpack.StatsAsset[]): string {
  const ofChunk = assets.filter(({ name }) => files.includes(name));
  const bytes = ofChunk.reduce((sum, { size }) => sum + size, 0);
  const packed = files.reduce(
    (sum, name) => sum + deflateRawSync(readFileSync(join(ROOT, 'dist', name))).length,
    0,
  );
  const parts = new Map<string, number>();
  for (const { name: path = '', size = 0 } of modules.flatMap(leaves)) {
    const part = partOf(path);
    parts.set(part, (parts.get(part) ?? 0) + size);
  }
  const total = [...parts.values()].reduce((sum, size) => sum + size, 0);
  const isSmall = (size: number): boolean => size < SMALL * total;
  const large = [...parts].filter(([, size]) => !isSmall(size)).sort(([, a], [, b]) => b - a);
  const rest = [...parts.values()].filter(isSmall).reduce((sum, size) => sum + size, 0);
  const line = ([part, size]: readonly [string, number]): string[] => [part, kB(size), share(size / total)];
  return `### ${files.map((name) => `dist/${name}`).join(', ')}: ${kB(bytes)}, compressed ${kB(packed)}\n\n${aligned(
    [
      ['made of', 'source', 'share'],
      ...large.map(line),
      ...(rest > 0 ? [line(['smaller parts', rest])] : []),
    ],
  )}`;
}

/** A module that webpack has joined with others holds them. */
function leaves(module: webpack.StatsModule): webpack.StatsModule[] {
  return module.modules ? module.modules.flatMap(leaves) : [module];
}

/** A room of src, or a package of node_modules. */
function partOf(path: string): string {
  const inside = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  if (inside !== undefined) return inside;
  return /^\.\/(src\/[^/]+)/.exec(path)?.[1] ?? "webpack's own";
}

async function describePackage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'backstep-size-'));
  try {
    const bytes = statSync(await packageExtension(folder)).size;
    const files = (await packagedFiles()).map((file) => {
      const content = readFileSync(join(ROOT, file));
      return { file, bytes: content.length, packed: deflateRawSync(content).length };
    });
    files.sort((a, b) => b.packed - a.packed);
    return `### The .vsix: ${kB(bytes)}\n\n${aligned([
      ['file', 'bytes', 'compressed'],
      ...files
        .filter(({ packed }) => packed > SMALL * bytes)
        .map((one) => [one.file, kB(one.bytes), kB(one.packed)]),
    ])}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function share(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
