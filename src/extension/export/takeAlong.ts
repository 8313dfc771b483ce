/** The commands that take a run along: as a script or a trace, or as a file that opens where the run stands. */
import * as vscode from 'vscode';
import type { ExportedFile, ExportFormat } from '../../export/formats';
import { EXPORT_FORMATS } from '../../export/formats';
import { RECORDING_SUFFIX } from '../../protocol/runRecord';
import { DEBUG_TYPE } from '../launchConfigurations';
import type { FollowedRun, Runs } from '../runs';
import { nameOf, programOf, uriOf } from '../uris';
import { definitionIn, RECORDED_SCHEME } from './recordedFiles';

/** How long the status bar says what was done, in milliseconds. */
const TOLD_FOR = 6000;
const EXTENSION = RECORDING_SUFFIX.slice(1);

interface FormatItem extends vscode.QuickPickItem {
  readonly format: ExportFormat;
}

const FORMATS: () => readonly FormatItem[] = () => [
  {
    format: 'pytorch',
    label: vscode.l10n.t('PyTorch script'),
    detail: vscode.l10n.t('Runs this batch step with autograd and torch.optim, and prints the same matrices'),
  },
  {
    format: 'numpy',
    label: vscode.l10n.t('NumPy script'),
    detail: vscode.l10n.t(
      'Runs this batch step with every equation written out, and prints the same matrices',
    ),
  },
  {
    format: 'backprop-trace',
    label: vscode.l10n.t('Framework trace'),
    detail: vscode.l10n.t(
      'For the verifier backprop-trace, which computes the batch step again: bp import pytorch FILE',
    ),
  },
];

/** Asks for the format and the place, unless they are given. Gives the place; undefined when nothing was chosen. */
export async function exportRun(
  runs: Runs,
  givenFormat: unknown,
  givenPlace: unknown,
): Promise<vscode.Uri | undefined> {
  const run = standing(runs);
  const format = EXPORT_FORMATS.find((name) => name === givenFormat) ?? (await askForFormat());
  if (format === undefined) return undefined;
  const file = (await run.session.customRequest('backstep/export', { format })) as ExportedFile;
  const kind =
    format === 'backprop-trace'
      ? { [vscode.l10n.t('JSON (framework trace)')]: ['json'] }
      : { Python: ['py'] };
  const place = await save(run, file, kind, vscode.l10n.t('Export this run'), givenPlace);
  // A script is there to be read; what a menu or a test has placed is theirs to open.
  if (place && givenPlace !== place && format !== 'backprop-trace')
    await vscode.window.showTextDocument(place);
  return place;
}

export async function saveRun(runs: Runs, givenPlace: unknown): Promise<vscode.Uri | undefined> {
  const run = standing(runs);
  const { value: file } = await run.follower.recorded();
  const place = isRecording(givenPlace) ? givenPlace : undefined;
  return save(
    run,
    file,
    { [vscode.l10n.t('Recorded run')]: [EXTENSION] },
    vscode.l10n.t('Save this run'),
    place,
  );
}

/** Asks for the recording, unless it is given, and debugs it where it stands. */
export async function openRecording(given: unknown): Promise<boolean> {
  const chosen = isRecording(given) ? given : await askForRecording();
  if (chosen === undefined) return false;
  return vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(chosen), {
    type: DEBUG_TYPE,
    request: 'launch',
    name: vscode.l10n.t('Recorded run {0}', nameOf(chosen)),
    program: programOf(definitionIn(chosen)),
    recording: programOf(chosen),
    internalConsoleOptions: 'neverOpen',
  });
}

/** The menu of the panel sends the panel's own address along, which is no place for a run. */
function isRecording(given: unknown): given is vscode.Uri {
  return given instanceof vscode.Uri && given.path.endsWith(RECORDING_SUFFIX);
}

function standing(runs: Runs): FollowedRun {
  const run = runs.activeIsAlive ? runs.active : undefined;
  const kind = run?.follower.view().kind;
  if (run && kind === 'stopped') return run;
  throw new Error(
    kind === 'running'
      ? vscode.l10n.t('The run is going on: pause it first. What is taken along is the run where it stands.')
      : vscode.l10n.t('There is no run to take along: debug a layer definition file first.'),
  );
}

async function askForFormat(): Promise<ExportFormat | undefined> {
  const chosen = await vscode.window.showQuickPick(FORMATS(), {
    title: vscode.l10n.t('Export this run'),
    placeHolder: vscode.l10n.t('The batch step at which the run stands, as'),
  });
  return chosen?.format;
}

async function askForRecording(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Open a recorded run'),
    filters: { [vscode.l10n.t('Recorded run')]: [EXTENSION] },
    canSelectMany: false,
  });
  return chosen?.[0];
}

async function save(
  { follower }: FollowedRun,
  { name, content }: ExportedFile,
  filters: Record<string, string[]>,
  title: string,
  given: unknown,
): Promise<vscode.Uri | undefined> {
  const folder = folderOf(follower.program);
  const place =
    given instanceof vscode.Uri
      ? given
      : await vscode.window.showSaveDialog({
          ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
          filters,
          title,
        });
  if (place === undefined) return undefined;
  await vscode.workspace.fs.writeFile(place, new TextEncoder().encode(content));
  const words = vscode.l10n.t('Saved {0}', vscode.workspace.asRelativePath(place));
  vscode.window.setStatusBarMessage(`$(check) ${words}`, TOLD_FOR);
  return place;
}

/** Beside the definition file; of a recorded run, or a file that is nowhere yet, in the workspace. */
function folderOf(program: string | null): vscode.Uri | undefined {
  const uri = program === null ? undefined : uriOf(program);
  if (uri && uri.scheme !== RECORDED_SCHEME && uri.scheme !== 'untitled')
    return vscode.Uri.joinPath(uri, '..');
  return vscode.workspace.workspaceFolders?.[0]?.uri;
}
