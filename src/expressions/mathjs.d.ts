/** mathjs exports its parser alone, without the rest of the library, but its types do not mention it. */
import 'mathjs';

declare module 'mathjs' {
  /** Makes a parser that builds its tree of the node classes in `scope`. */
  export function createParse(scope: Readonly<Record<string, unknown>>): unknown;
}
