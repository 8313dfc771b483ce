/** F5 with and without a launch.json. */
import * as vscode from 'vscode';
import { definitionIn } from './export/recordedFiles';
import { activeDefinition, nameOf, programOf, resolveProgram, uriOf } from './uris';

export const DEBUG_TYPE = 'backstep';

/** Debugs the file at `uri`. The debug console stays as it is: the room is for the matrices. */
export function launchOf(uri: vscode.Uri): vscode.DebugConfiguration {
  return {
    type: DEBUG_TYPE,
    request: 'launch',
    name: vscode.l10n.t('Debug {0}', nameOf(uri)),
    program: programOf(uri),
    internalConsoleOptions: 'neverOpen',
  };
}

/** @param onLaunch called when a launch is on its way; whether anything comes of it is not known yet */
const providerThat = (onLaunch: () => void): vscode.DebugConfigurationProvider => ({
  provideDebugConfigurations() {
    const document = activeDefinition();
    return document ? [launchOf(document.uri)] : [];
  },

  resolveDebugConfiguration(_folder, config) {
    const isEmpty = config.type === '' || (config as Partial<vscode.DebugConfiguration>).type === undefined;
    if (!isEmpty && (config['program'] ?? config['recording']) !== undefined) return config;
    const document = activeDefinition();
    if (document) return { ...launchOf(document.uri), ...withoutEmpty(config) };
    void vscode.window.showErrorMessage(
      vscode.l10n.t(
        'Backstep debugs a layer definition file (NAME.mlp.json): open one first, or name it as "program" in launch.json.',
      ),
    );
    // undefined, not null: the message says it, a launch.json need not be opened.
    return undefined;
  },

  resolveDebugConfigurationWithSubstitutedVariables(folder, config) {
    onLaunch();
    const program: unknown = config['program'];
    const recording: unknown = config['recording'];
    const base = folder?.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
    if (typeof recording === 'string') {
      const uri = uriOf(resolveProgram(recording, base));
      const shown = typeof program === 'string' ? program : programOf(definitionIn(uri));
      return { ...config, recording: programOf(uri), program: shown };
    }
    if (typeof program !== 'string') return config;
    return { ...config, program: resolveProgram(program, base) };
  },
});

function withoutEmpty(config: vscode.DebugConfiguration): object {
  return Object.fromEntries(
    Object.entries(config).filter(([, value]) => value !== '' && value !== undefined),
  );
}

export function registerLaunchConfigurations(onLaunch: () => void): vscode.Disposable {
  const provider = providerThat(onLaunch);
  const { Initial, Dynamic } = vscode.DebugConfigurationProviderTriggerKind;
  return vscode.Disposable.from(
    vscode.debug.registerDebugConfigurationProvider(DEBUG_TYPE, provider, Initial),
    vscode.debug.registerDebugConfigurationProvider(DEBUG_TYPE, provider, Dynamic),
  );
}
