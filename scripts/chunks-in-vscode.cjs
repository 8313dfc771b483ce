// Lets webpack's `import()` work in VS Code's web extension host: there an extension is one script, without
// `importScripts` and without modules. A chunk is read as any file of the extension and run as VS Code runs the
// first script.
const { RuntimeGlobals, RuntimeModule, Template, javascript } = require('webpack');

class ChunksInVSCodePlugin {
  /** The value of `output.chunkLoading`. */
  static TYPE = 'vscode';

  /** @param {string} extensionId PUBLISHER.NAME */
  constructor(extensionId) {
    this.extensionId = extensionId;
  }

  apply(compiler) {
    javascript.EnableChunkLoadingPlugin.setEnabled(compiler, ChunksInVSCodePlugin.TYPE);
    compiler.hooks.thisCompilation.tap('ChunksInVSCodePlugin', (compilation) => {
      compilation.hooks.runtimeRequirementInTree
        .for(RuntimeGlobals.ensureChunkHandlers)
        .tap('ChunksInVSCodePlugin', (chunk, requirements) => {
          requirements.add(RuntimeGlobals.moduleFactoriesAddOnly);
          requirements.add(RuntimeGlobals.getChunkScriptFilename);
          compilation.addRuntimeModule(chunk, new ChunkReader(this.extensionId));
        });
    });
  }
}

class ChunkReader extends RuntimeModule {
  constructor(extensionId) {
    super('chunks in VS Code', RuntimeModule.STAGE_ATTACH);
    this.extensionId = extensionId;
  }

  generate() {
    const { require: load, ensureChunkHandlers, getChunkScriptFilename, moduleFactories } = RuntimeGlobals;
    return Template.asString([
      `const loaded = { ${JSON.stringify(this.chunk.id)}: Promise.resolve() };`,
      'async function readChunk(id) {',
      Template.indent([
        "const { extensions, Uri, workspace } = require('vscode');",
        `const { extensionUri } = extensions.getExtension(${JSON.stringify(this.extensionId)});`,
        `const uri = Uri.joinPath(extensionUri, 'dist', ${getChunkScriptFilename}(id));`,
        'const text = new TextDecoder().decode(await workspace.fs.readFile(uri));',
        'const chunk = {};',
        "new Function('exports', `${text}\\n//# sourceURL=${uri}`)(chunk);",
        `Object.assign(${moduleFactories}, chunk.modules);`,
        `if (chunk.runtime) chunk.runtime(${load});`,
      ]),
      '}',
      `${ensureChunkHandlers}.vscode = (id, promises) => {`,
      Template.indent([
        'loaded[id] ??= readChunk(id).catch((error) => {',
        Template.indent(['// The next one who asks has another try.', 'delete loaded[id];', 'throw error;']),
        '});',
        'promises.push(loaded[id]);',
      ]),
      '};',
    ]);
  }
}

module.exports = { ChunksInVSCodePlugin };
