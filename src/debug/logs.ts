import type { LogEntry } from '../protocol/engine';

/** What one log point said several times in a row becomes one entry of several lines: fewer events, same order. */
export function joinedLogs(entries: readonly LogEntry[]): LogEntry[] {
  const joined: { id: string; texts: string[] }[] = [];
  for (const { id, text } of entries) {
    const last = joined.at(-1);
    if (last?.id === id) last.texts.push(text);
    else joined.push({ id, texts: [text] });
  }
  return joined.map(({ id, texts }) => ({ id, text: texts.join('\n') }));
}
