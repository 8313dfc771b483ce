/** A lesson with the definition file it belongs to: what its words of the run are checked against. */
import { inFileOrder } from '../definition/fault';
import { parseDefinition } from '../definition/parse';
import { LessonFaults } from './faults';
import { networkOf } from './network';
import { definitionOf, parseLesson, type ParsedLesson } from './parse';

/**
 * @param readSibling the text of the file at a path relative to the lesson; rejects, in words for a person, when it
 * cannot be read.
 */
export async function loadLesson(
  text: string,
  readSibling: (path: string) => Promise<string>,
): Promise<ParsedLesson> {
  const named = definitionOf(text);
  if (named === null) return parseLesson(text, null);
  try {
    const { draft } = parseDefinition(await readSibling(named.path));
    return parseLesson(text, networkOf(draft));
  } catch (error) {
    const { faults } = parseLesson(text, null);
    const own = new LessonFaults(text);
    own.error(named.span, error instanceof Error ? error.message : String(error));
    return { lesson: null, faults: inFileOrder([...own.all, ...faults]) };
  }
}
