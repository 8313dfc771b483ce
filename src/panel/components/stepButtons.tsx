/**
 * The step buttons. VS Code forwards keys from a webview to its keybindings, so the shortcuts work here by
 * themselves: the buttons only name them.
 */
import * as l10n from '@vscode/l10n';
import type { ComponentChildren, JSX } from 'preact';
import type { RunView, StepAction } from '../../protocol/panel';
import { Icon, type IconName } from './icons';

interface StepButton {
  readonly action: StepAction;
  readonly icon: IconName;
  /** Its name, with the editor's shortcut where it has one, and what it does. */
  readonly label: () => string;
  readonly enabledIn: readonly RunView['kind'][];
}

const ON_MAC = navigator.userAgent.includes('Mac');

const CONTINUE: StepButton = {
  action: 'continue',
  icon: 'continue',
  label: () => l10n.t('Continue ({0}): to the next breakpoint', 'F5'),
  enabledIn: ['stopped'],
};
const PAUSE: StepButton = {
  action: 'pause',
  icon: 'pause',
  label: () => l10n.t('Pause ({0}): after the operation at hand', 'F6'),
  enabledIn: ['running'],
};
const STEPS: readonly StepButton[] = [
  {
    action: 'next',
    icon: 'stepOver',
    label: () => l10n.t('Step Over ({0}): to the end of the next layer', 'F10'),
    enabledIn: ['stopped'],
  },
  {
    action: 'stepIn',
    icon: 'stepInto',
    label: () => l10n.t('Step Into ({0}): the next operation', 'F11'),
    enabledIn: ['stopped'],
  },
  {
    action: 'stepOut',
    icon: 'stepOut',
    label: () => l10n.t('Step Out ({0}): to the end of the phase', ON_MAC ? '⇧F11' : 'Shift+F11'),
    enabledIn: ['stopped'],
  },
  {
    action: 'stepBack',
    icon: 'stepBack',
    label: () => l10n.t('Step Back: undoes one operation'),
    enabledIn: ['stopped'],
  },
  {
    action: 'reverseContinue',
    icon: 'reverseContinue',
    label: () => l10n.t('Reverse: back to the previous breakpoint'),
    enabledIn: ['stopped'],
  },
  {
    action: 'restart',
    icon: 'restart',
    label: () => l10n.t('Restart ({0}): from the first epoch', ON_MAC ? '⇧⌘F5' : 'Ctrl+Shift+F5'),
    enabledIn: ['stopped', 'running', 'ended'],
  },
  {
    action: 'stop',
    icon: 'stop',
    label: () => l10n.t('Stop ({0}): and end the run', ON_MAC ? '⇧F5' : 'Shift+F5'),
    enabledIn: ['stopped', 'running'],
  },
];

interface StepButtonsProps {
  readonly kind: RunView['kind'];
  readonly onAction: (action: StepAction) => void;
  /** What stands behind the last button. */
  readonly children?: ComponentChildren;
}

export function StepButtons({ kind, onAction, children }: StepButtonsProps): JSX.Element {
  // One element for both, so that the focus stays where it is when the run starts or stops.
  const first = kind === 'running' ? PAUSE : CONTINUE;
  return (
    <div class="step-buttons" role="group" aria-label={l10n.t('Stepping')}>
      {[first, ...STEPS].map((button, i) => {
        const enabled = button.enabledIn.includes(kind);
        return (
          <button
            key={i}
            type="button"
            class={`icon-button action-${button.action}`}
            data-action={button.action}
            title={button.label()}
            aria-label={button.label()}
            // Not `disabled`: a button that has the focus would lose it at every step.
            aria-disabled={!enabled}
            onClick={() => {
              if (enabled) onAction(button.action);
            }}
          >
            <Icon name={button.icon} />
          </button>
        );
      })}
      {children}
    </div>
  );
}
