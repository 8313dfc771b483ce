/** Paths as clients send them: of either kind of slash, or URIs. They stay opaque but for two questions. */

/** The last part of the path: what a person calls the file. One that is saved nowhere has a name and no folder. */
export function fileName(path: string): string {
  return (
    path
      .replace(/^untitled:/, '')
      .split(/[\\/]/)
      .at(-1) ?? path
  );
}

/** Whether both paths mean the same file. On Windows, where a drive letter begins a path, case does not count. */
export function samePath(a: string, b: string): boolean {
  return canonical(a) === canonical(b);
}

/** The same text for all spellings of a path. */
export function canonical(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  return /^[a-z]:\//i.test(slashed) ? slashed.toLowerCase() : slashed;
}
