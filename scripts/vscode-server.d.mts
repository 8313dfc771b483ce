export const PROJECT: string;
export function installServer(log?: (line: string) => void): Promise<void>;
export interface Folders {
  readonly dataFolder: string;
  readonly extensionsFolder: string;
}
export function installExtension(vsix: string, folders: Folders): Promise<void>;
export interface Server {
  readonly port: number;
  readonly gone: Promise<void>;
  stop(): Promise<void>;
  remote(file: string): string;
  address(folder: string, payload?: [string, string][]): string;
}
export function startServer(
  options: Folders & { testDriver?: boolean; settings?: object; port?: number },
): Promise<Server>;
