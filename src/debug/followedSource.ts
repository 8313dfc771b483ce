import type { JsonPath, SourceMap } from '../definition/fault';

/**
 * The places of a run's layers in a file that may have other layers by now: each is looked for by its name, and
 * has no place when it is gone.
 */
export function followedSource(
  source: SourceMap,
  ofRun: readonly string[],
  ofFile: readonly string[],
): SourceMap {
  const same = ofRun.length === ofFile.length && ofRun.every((name, index) => name === ofFile[index]);
  if (same) return source;
  const inFile = (path: JsonPath): JsonPath | null => {
    const [root, layer, ...rest] = path;
    if (root !== 'layers' || typeof layer !== 'number') return path;
    const index = ofFile.indexOf(ofRun[layer] ?? '');
    return index < 0 ? null : [root, index, ...rest];
  };
  const lookUp = <T>(path: JsonPath, find: (path: JsonPath) => T): T | undefined => {
    const there = inFile(path);
    return there === null ? undefined : find(there);
  };
  return {
    value: (path) => lookUp(path, (there) => source.value(there)),
    property: (path) => lookUp(path, (there) => source.property(there)),
  };
}
