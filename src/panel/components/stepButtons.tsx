/**
 * The step buttons. VS Code forwards keys from a webview to its keybindings, so the shortcuts work here by
 * themselves: the buttons only name them.
 */
import type { ComponentChildren, JSX } from 'preact';
import type { RunView, StepAction } from '../../protocol/panel';
import { Icon, type IconName } from './icons';

interface StepButton {
  readonly action: StepAction;
  readonly icon: IconName;
  readonly label: string;
  readonly effect: string;
  /** The editor's shortcut; empty where it has none. */
  readonly keys: string;
  readonly enabledIn: readonly RunView['kind'][];
}

const ON_MAC = navigator.userAgent.includes('Mac');

const CONTINUE: StepButton = {
  action: 'continue',
  icon: 'continue',
  label: 'Continue',
  effect: 'to the next breakpoint',
  keys: 'F5',
  enabledIn: ['stopped'],
};
const PAUSE: StepButton = {
  action: 'pause',
  icon: 'pause',
  label: 'Pause',
  effect: 'after the operation at hand',
  keys: 'F6',
  enabledIn: ['running'],
};
const STEPS: readonly StepButton[] = [
  {
    action: 'next',
    icon: 'stepOver',
    label: 'Step Over',
    effect: 'to the end of the next layer',
    keys: 'F10',
    enabledIn: ['stopped'],
  },
  {
    action: 'stepIn',
    icon: 'stepInto',
    label: 'Step Into',
    effect: 'the next operation',
    keys: 'F11',
    enabledIn: ['stopped'],
  },
  {
    action: 'stepOut',
    icon: 'stepOut',
    label: 'Step Out',
    effect: 'to the end of the phase',
    keys: ON_MAC ? '⇧F11' : 'Shift+F11',
    enabledIn: ['stopped'],
  },
  {
    action: 'stepBack',
    icon: 'stepBack',
    label: 'Step Back',
    effect: 'undoes one operation',
    keys: '',
    enabledIn: ['stopped'],
  },
  {
    action: 'reverseContinue',
    icon: 'reverseContinue',
    label: 'Reverse',
    effect: 'back to the previous breakpoint',
    keys: '',
    enabledIn: ['stopped'],
  },
  {
    action: 'restart',
    icon: 'restart',
    label: 'Restart',
    effect: 'from the first epoch',
    keys: ON_MAC ? '⇧⌘F5' : 'Ctrl+Shift+F5',
    enabledIn: ['stopped', 'running', 'ended'],
  },
  {
    action: 'stop',
    icon: 'stop',
    label: 'Stop',
    effect: 'and end the run',
    keys: ON_MAC ? '⇧F5' : 'Shift+F5',
    enabledIn: ['stopped', 'running'],
  },
];

function labelOf({ label, keys, effect }: StepButton): string {
  return `${label}${keys === '' ? '' : ` (${keys})`}: ${effect}`;
}

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
    <div class="step-buttons" role="group" aria-label="Stepping">
      {[first, ...STEPS].map((button, i) => {
        const enabled = button.enabledIn.includes(kind);
        return (
          <button
            key={i}
            type="button"
            class={`icon-button action-${button.action}`}
            data-action={button.action}
            title={labelOf(button)}
            aria-label={labelOf(button)}
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
