/**
 * Entry of dist/lessonWorker.js: reads lessons in a dedicated worker. Markdown, YAML and equations take libraries as
 * large as all the rest of the extension, which starts without them.
 */
import { expose, type Endpoint } from 'comlink';
import { LessonReader } from './lessonReader';

// In a dedicated worker the global object is the port, which the DOM's types (of a page) do not know.
expose(new LessonReader(), globalThis as unknown as Endpoint);
