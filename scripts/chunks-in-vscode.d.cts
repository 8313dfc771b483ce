import type { WebpackPluginInstance } from 'webpack';

/** Lets `import()` work in VS Code's web extension host; `TYPE` is the value of `output.chunkLoading`. */
export class ChunksInVSCodePlugin implements WebpackPluginInstance {
  static readonly TYPE: string;
  /** @param extensionId PUBLISHER.NAME */
  constructor(extensionId: string);
  apply: WebpackPluginInstance['apply'];
}
