/**
 * A recorded run as one file (`NAME.backstep`): a line that says what it is, and a line that holds the definition
 * file, the data and the run. Opened elsewhere, the run stands at the same position with the same numbers.
 */
import * as l10n from '@vscode/l10n';
import type { Dataset } from '../../data/dataset';
import type { Program } from '../../data/program';
import type { Definition } from '../../definition/definition';
import type { RunRecord } from '../../protocol/runRecord';
import type { Position } from '../../protocol/vocabulary';
import { Refusal } from '../refusal';
import { checksum } from './checksum';
import { fromJson, toJson } from './plainJson';

const FORMAT = 'backstep-run';
/** Grows when an older Backstep could no longer read the file. */
const VERSION = 1;

export interface Recording {
  /** The definition file's name, and its text as the run last knew it. */
  readonly name: string;
  readonly text: string;
  /** What the run was made of. */
  readonly program: Program;
  readonly record: RunRecord;
}

interface Header {
  readonly format: typeof FORMAT;
  readonly version: number;
  /** The Backstep that wrote it. */
  readonly backstep: string;
  /** For people who look into the file. */
  readonly name: string;
  readonly position: Position | null;
  /** Of the second line. */
  readonly checksum: string;
}

interface Body {
  readonly text: string;
  readonly definition: Definition;
  readonly dataset: Dataset;
  readonly record: RunRecord;
}

export function writeRecording({ name, text, program, record }: Recording, backstep: string): string {
  const { definition, dataset } = program;
  const body = toJson({ text, definition, dataset, record } satisfies Body);
  const header: Header = {
    format: FORMAT,
    version: VERSION,
    backstep,
    name,
    position: record.standing.at,
    checksum: checksum(body),
  };
  return `${JSON.stringify(header)}\n${body}\n`;
}

/** Throws a Refusal that says what is wrong with the file: no recording at all, a newer one, a damaged one. */
export function readRecording(text: string): Recording {
  const [first = '', body = ''] = text.split('\n');
  const header = headerOf(first);
  if (header.version > VERSION) {
    throw new Refusal(
      l10n.t(
        'This recorded run was written by a newer Backstep ({0}, format {1}; this one reads up to {2}). Update Backstep to open it.',
        header.backstep,
        header.version,
        VERSION,
      ),
    );
  }
  if (checksum(body) !== header.checksum)
    throw new Refusal(l10n.t('This recorded run is damaged: it was cut off or changed since it was saved.'));
  // What the checksum has let pass is what `writeRecording` wrote.
  const { text: definitionText, definition, dataset, record } = fromJson(body) as Body;
  return { name: header.name, text: definitionText, program: { definition, dataset }, record };
}

function headerOf(line: string): Header {
  const header = parsed(line);
  const isOurs = header instanceof Object && 'format' in header && header.format === FORMAT;
  if (!isOurs || !('version' in header) || typeof header.version !== 'number')
    throw new Refusal(l10n.t('This is no recorded run of Backstep (NAME.backstep).'));
  return header as Header;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
