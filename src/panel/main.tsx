/** The webview's entry: connects the messages, the state and the drawing, and knows none of them closely. */
import '../../media/panel.css';
import { render } from 'preact';
import { App } from './components/app';
import { connectHost } from './host';
import { Painter } from './painter';
import { initialState } from './state/model';
import { navigationFrom, type Navigation } from './state/navigation';
import { selectedCell } from './state/trail';
import { Store } from './store';
import { takeTextsFrom } from './texts';

takeTextsFrom(document);
const host = connectHost();
const before = navigationFrom(host.kept());
const store = new Store(initialState(before), (message) => host.post(message));
const root = document.getElementById('panel') ?? document.body.appendChild(document.createElement('div'));

const painter = new Painter(() =>
  render(
    <App state={store.state} dispatch={(event) => store.dispatch(event)} post={(m) => host.post(m)} />,
    root,
  ),
);

let kept: Navigation = before;
let hasExplained = false;
store.subscribe((state) => {
  const { navigation } = state;
  if (navigation !== kept) {
    kept = navigation;
    host.keep(navigation);
  }
  if (!hasExplained && selectedCell(navigation.trail) !== null) {
    hasExplained = true;
    host.post({ type: 'explained' });
  }
  painter.changed(state);
});

/** After a reload the run's own layer comes first; the one that was on show before is then asked for, once. */
let returnTo = before.run === null ? null : before;
host.onMessage((message) => {
  store.dispatch({ kind: 'received', message });
  if (message.type !== 'layer' || returnTo === null) return;
  const { run, layer } = returnTo;
  returnTo = null;
  if (layer !== null && run === message.view.run && layer !== message.view.layer)
    host.post({ type: 'showLayer', layer });
});

const tellFocus = (): void => host.post({ type: 'focus', inside: document.hasFocus() });
window.addEventListener('focus', tellFocus);
window.addEventListener('blur', tellFocus);

painter.changed(store.state);
host.post({ type: 'ready' });
tellFocus();
