/**
 * The definition file within a recorded run, as a document that can be looked at but not changed:
 * `backstep-recorded://file/folder/iris.backstep/iris.mlp.json`.
 */
import * as vscode from 'vscode';
import { RECORDING_SUFFIX } from '../../protocol/runRecord';
import { DEFINITION_SUFFIX, nameOf } from '../uris';

export const RECORDED_SCHEME = 'backstep-recorded';

/** Where the definition file of the recording at `uri` can be seen. */
export function definitionIn(uri: vscode.Uri): vscode.Uri {
  const name = nameOf(uri);
  const stem = name.endsWith(RECORDING_SUFFIX) ? name.slice(0, -RECORDING_SUFFIX.length) : name;
  const authority = uri.authority === '' ? uri.scheme : `${uri.scheme}+${uri.authority}`;
  return uri.with({ scheme: RECORDED_SCHEME, authority, path: `${uri.path}/${stem}${DEFINITION_SUFFIX}` });
}

function recordingOf(definition: vscode.Uri): vscode.Uri {
  const [scheme = '', ...authority] = definition.authority.split('+');
  const path = definition.path.slice(0, definition.path.lastIndexOf('/'));
  return definition.with({ scheme, authority: authority.join('+'), path });
}

export function registerRecordedFiles(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(RECORDED_SCHEME, {
    provideTextDocumentContent: async (uri) => {
      const { readRecording } = await import(/* webpackChunkName: "run" */ '../../export/recording/file');
      const bytes = await vscode.workspace.fs.readFile(recordingOf(uri));
      return readRecording(new TextDecoder().decode(bytes)).text;
    },
  });
}
