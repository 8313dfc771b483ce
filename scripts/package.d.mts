export function packageExtension(folder?: string): Promise<string>;
export function packagedFiles(): Promise<string[]>;
