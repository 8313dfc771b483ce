import assert from 'node:assert/strict';
import { formatFault, type Fault } from '../../../src/definition/fault';

/** A text in which ¦ stands before each place where a fault is expected; and those places, counted from 1. */
export function marked(text: string): { text: string; places: string[] } {
  const places: string[] = [];
  const clean = text
    .split('\n')
    .map((line, number) => {
      let rest = line;
      for (let at = rest.indexOf('¦'); at >= 0; at = rest.indexOf('¦')) {
        places.push(`f:${number + 1}:${at + 1}:`);
        rest = rest.slice(0, at) + rest.slice(at + 1);
      }
      return rest;
    })
    .join('\n');
  return { text: clean, places };
}

/** Asserts that the faults stand at these places and say these things, in this order and nothing else. */
export function assertFaults(
  faults: readonly Fault[],
  places: readonly string[],
  says: readonly RegExp[],
): void {
  const lines = faults.map((fault) => formatFault('f', fault));
  assert.equal(lines.length, says.length, lines.join('\n'));
  for (const [index, line] of lines.entries()) {
    assert.ok(
      line.startsWith(places[index] ?? '?'),
      `${line}\nis expected at ${places[index] ?? 'no place'}`,
    );
    assert.match(line, says[index]!);
  }
}

/** The text after a fix. */
export function repaired(text: string, fault: Fault): string {
  const fix = fault.fixes[0];
  assert.ok(fix, `no fix for: ${fault.message}`);
  return text.slice(0, fix.range.start.offset) + fix.newText + text.slice(fix.range.end.offset);
}
