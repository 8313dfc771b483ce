/** The answers to exercises, kept in the workspace over reloads, by lesson. */
import type * as vscode from 'vscode';
import type { ExerciseRecord, ExerciseRecords } from '../../protocol/exercise';

export class ExerciseAnswers {
  constructor(private readonly state: vscode.Memento) {}

  /** @param lesson its file, as a URI */
  of(lesson: string): ExerciseRecords {
    const kept = this.state.get<unknown>(key(lesson));
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).filter((entry): entry is [string, ExerciseRecord] => isRecord(entry[1])),
    );
  }

  keep(lesson: string, exercise: string, record: ExerciseRecord): void {
    void this.state.update(key(lesson), { ...this.of(lesson), [exercise]: record });
  }
}

/** What an older version has kept may look different: then it is as if nothing were kept. */
function isRecord(value: unknown): value is ExerciseRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { answer, attempts, verdict, revealed } = value as Partial<Record<keyof ExerciseRecord, unknown>>;
  return (
    typeof answer === 'string' &&
    typeof attempts === 'number' &&
    typeof revealed === 'boolean' &&
    typeof verdict === 'object' &&
    verdict !== null
  );
}

function key(lesson: string): string {
  return `lessons.answers ${lesson}`;
}
