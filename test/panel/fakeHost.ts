/**
 * Stands in for VS Code and the extension, for developing and testing the panel in a plain browser.
 * The address chooses: ?case=softmax&layer=1&at=backward/gradientPrev&step=0&theme=dark&delay=0
 * &language=de brings the German texts along, as the extension's page does;
 * &losses=200 goes on over so many batch steps with made-up losses, &losses=200!7 with NaN in the 7th.
 */
import GERMAN from '../../l10n/bundle.l10n.de.json';
import { TEXTS_ELEMENT } from '../../src/protocol/texts';
import { momentOfPlace } from '../../src/extension/lessons/journey';
import { PracticeDesk } from '../../src/extension/lessons/practiceDesk';
import type { Lesson, Place } from '../../src/protocol/lesson';
import type { FromPanel, RunView, StepAction, ToPanel } from '../../src/protocol/panel';
import { endsLayer, type Position, type QuantityName } from '../../src/protocol/vocabulary';
import { CASES } from './cases';
import { worstContrast } from './contrast';
import { FakeLesson, followerOf } from './fakeLesson';
import { FakeRun } from './fakeRun';
import { BODY_CLASS, THEME_COLOURS, type ThemeName } from './themes';

const query = new URLSearchParams(location.search);
const ask = (name: string, otherwise: string): string => query.get(name) ?? otherwise;

const theme = ask('theme', 'dark') as ThemeName;
document.body.className = BODY_CLASS[theme];
for (const [name, value] of Object.entries(THEME_COLOURS[theme]))
  document.documentElement.style.setProperty(`--vscode-${name}`, value);

if (query.get('language') === 'de') {
  document.documentElement.lang = 'de';
  const texts = document.createElement('script');
  texts.type = 'application/json';
  texts.id = TEXTS_ELEMENT;
  texts.textContent = JSON.stringify(GERMAN);
  document.body.append(texts);
}

interface GoTo {
  readonly moment: number;
}

class FakeHost {
  /** Everything the panel has sent, for tests to look at. */
  readonly received: FromPanel[] = [];
  /** Milliseconds before an answer to `read`. */
  delay = Number(ask('delay', '0'));
  private readonly run: FakeRun;
  private layer: number;
  private kind: 'stopped' | 'running' | 'ended' = 'stopped';
  private stored: unknown;
  private lesson: FakeLesson | null = null;
  /** The extension's own. */
  private readonly practice: PracticeDesk;
  private readonly follower: ReturnType<typeof followerOf>;
  private readonly moved: (() => void)[] = [];

  constructor(numbers: string) {
    this.run = new FakeRun(CASES[numbers]!(), madeUpLosses(query.get('losses')));
    this.follower = followerOf(this.run, () => this.runView());
    const session = { customRequest: (_: string, args: unknown) => this.goToMoment(args as GoTo) };
    const runs = {
      active: { follower: this.follower, session },
      activeIsAlive: true,
      onDidChange: (listener: () => void) => {
        this.moved.push(listener);
        return { dispose: () => undefined };
      },
    };
    const log = { error: (words: unknown) => console.info(words) };
    this.practice = new PracticeDesk(runs, log, () => this.send(this.practice.message));
    const last = this.run.description.layers.length - 1;
    this.layer = Number(ask('layer', String(last)));
    const [phase = 'backward', operation = 'gradientPrev'] = ask('at', 'backward/gradientPrev').split('/');
    const of = phase === 'loss' ? null : this.layer;
    this.run.moment =
      phase === 'start' ? 0 : this.run.momentOf(Number(ask('step', '0')), phase, of, operation);
    const kept = sessionStorage.getItem('panel');
    this.stored = kept === null ? undefined : JSON.parse(kept);
  }

  api(): unknown {
    return {
      postMessage: (messages: readonly FromPanel[]) => messages.forEach((message) => this.take(message)),
      getState: () => this.stored,
      setState: (state: unknown) => sessionStorage.setItem('panel', JSON.stringify(state)),
    };
  }

  private take(message: FromPanel): void {
    this.received.push(message);
    switch (message.type) {
      case 'lesson':
        this.lesson?.take(message.action);
        return;
      case 'practice':
        this.practice.receive(message);
        return;
      case 'ready':
        this.lesson?.tell();
        this.sendAll();
        return;
      case 'showLayer':
        this.layer = message.layer;
        this.sendLayer();
        return;
      case 'action':
        this.act(message.action);
        return;
      case 'runTo':
        // A person names a place; where the run then stops is not the panel's business.
        return;
      case 'losses':
        this.send({ type: 'losses', run: message.run, curve: this.run.losses() });
        return;
      case 'export':
        // The editor copies or saves it, and says so itself.
        return;
      case 'savePicture':
        // The editor asks for a place and writes there.
        return;
      case 'explained':
        // The walkthrough ticks a step off.
        return;
      case 'unneeded':
        // This host tells nothing ahead.
        return;
      case 'chooseBackend':
        // The editor opens its settings.
        return;
      case 'watch':
        // The editor asks for the rule; the panel does not change.
        return;
      case 'ask': {
        const { run, moment, request, question } = message;
        // Worked out in a task of its own: the engine does it in another thread.
        setTimeout(() => {
          void Promise.resolve(this.run.answer(question)).then((answer) =>
            this.send({ type: 'answer', run, moment, request, answer }),
          );
        }, this.delay);
        return;
      }
      case 'goTo':
        if (this.kind === 'stopped') this.travel(message.step);
        return;
      case 'focus':
        return;
      case 'edit':
        setTimeout(() => this.editCell(message), this.delay);
        return;
      case 'read': {
        const { run, moment, layer, quantity, request } = message;
        const about = { run, moment, layer, quantity, request };
        const slice = this.run.read(layer, quantity, message.window, message.stepsBack);
        setTimeout(() => this.send({ type: 'slice', ...about, slice }), this.delay);
      }
    }
  }

  /** Under way for a moment, as in the editor; then at the stop. */
  private travel(step: number | 'newest'): void {
    this.kind = 'running';
    this.sendRun();
    setTimeout(() => {
      this.kind = 'stopped';
      this.run.goTo(step);
      this.sendAll();
    }, this.delay);
  }

  /** Moves the run and says so, as the extension does after a stop. */
  act(action: StepAction): void {
    if (action === 'pause') this.kind = 'stopped';
    else if (action === 'stop') this.kind = 'ended';
    else if (action === 'restart')
      this.run.moment = this.run.momentOf(0, 'backward', this.layer, 'gradientPrev');
    else if (action === 'stepBack' || action === 'reverseContinue')
      this.run.moment = Math.max(1, this.run.moment - 1);
    else this.advance(action);
    const layer = this.run.position()?.layer;
    if (layer !== undefined && layer !== null) this.layer = layer;
    this.sendAll();
  }

  private advance(action: 'continue' | 'next' | 'stepIn' | 'stepOut'): void {
    const before = this.run.position();
    do {
      if (this.run.moment === this.run.lastMoment) this.kind = 'ended';
      else this.run.moment++;
    } while (this.kind !== 'ended' && !arrived(action, before, this.run.position()!));
  }

  /** Opens a lesson at its first page, as the extension does. */
  openLesson(lesson: Lesson): void {
    this.lesson = new FakeLesson(
      lesson,
      (message) => this.send(message),
      (place) => this.goToPlace(place),
      this.follower,
    );
    this.lesson.take({ do: 'enter', page: 0 });
  }

  private goToPlace(place: Place): string | null {
    const view = { description: this.run.description, state: this.run.state() };
    const found = momentOfPlace(place, view);
    if ('trouble' in found) return found.trouble;
    void this.goToMoment(found);
    return null;
  }

  /** As the adapter's request: the answer comes when the run is on its way. */
  private goToMoment({ moment }: GoTo): Promise<void> {
    this.kind = 'running';
    this.sendRun();
    setTimeout(() => {
      this.kind = 'stopped';
      this.run.moment = moment;
      this.layer = this.run.position()?.layer ?? this.layer;
      this.sendAll();
    }, this.delay);
    return Promise.resolve();
  }

  /** The run is on its way, and no numbers are current. */
  startRunning(): void {
    this.kind = 'running';
    this.run.moment++;
    this.sendRun();
  }

  /** Sets the first element of a quantity of the layer on show, as an edit in the Variables view does. */
  edit(quantity: QuantityName, value: number, stale: readonly QuantityName[]): void {
    this.run.edit(this.layer, quantity, value, stale);
    this.sendAll();
  }

  /** A plain number is taken; anything else is refused, in words like the adapter's. */
  private editCell({ layer, quantity, index, text, request }: FromPanel & { type: 'edit' }): void {
    const value = Number(text);
    const { shape } = this.run.tensor(layer, quantity)!;
    if (!Number.isNaN(value)) {
      const offset = index.reduce((sum, at, axis) => sum * shape[axis]! + at, 0);
      this.run.edit(layer, quantity, value, ['gradientPrev'], offset);
      this.sendAll();
    }
    const refusal = Number.isNaN(value) ? `There is no '${text}' here. Did you mean 'gradient'?` : null;
    this.send({ type: 'edited', request, refusal });
  }

  private sendAll(): void {
    this.sendRun();
    this.sendLayer();
  }

  private sendRun(): void {
    this.send({ type: 'run', view: this.runView() });
    for (const listener of this.moved) listener();
    this.lesson?.runChanged();
  }

  private runView(): RunView {
    const fallback = query.has('fallback')
      ? { fellBackFrom: { name: 'webgpu' as const, error: 'the device was lost' } }
      : {};
    const state = this.run.state();
    const at = state.position;
    const where =
      at === null || at.layer === null
        ? 'loss'
        : `${at.phase} step of '${this.run.description.layers[at.layer]!.name}'`;
    return {
      kind: this.kind,
      run: 'run 1',
      file: `${ask('case', 'softmax')}.mlp.json`,
      description: this.run.description,
      state: { ...state, backend: { ...state.backend, ...fallback } },
      reason: this.kind === 'stopped' ? where : '',
    };
  }

  private sendLayer(): void {
    const { moment } = this.run;
    this.send({
      type: 'layer',
      view: { run: 'run 1', moment, layer: this.layer, summaries: this.run.summaries(this.layer) },
    });
  }

  send(message: ToPanel): void {
    window.postMessage([message], '*');
  }
}

/** Falling over three decades, with noise and one spike; `200!7` puts NaN in the place of the 7th. */
function madeUpLosses(wanted: string | null): number[] {
  if (wanted === null) return [];
  const [count = 0, broken] = wanted.split('!').map(Number);
  return Array.from({ length: count }, (_, step) => {
    if (step === broken) return Number.NaN;
    const noise = 1 + 0.25 * Math.sin(step * 12.9898) * Math.cos(step * 4.1);
    const spike = step === Math.floor(count * 0.6) ? 40 : 1;
    return 1.2 * Math.exp((-7 * step) / Math.max(1, count)) * noise * spike;
  });
}

/** Whether a step of this kind ends here; as the adapter does, in small. */
function arrived(
  action: 'continue' | 'next' | 'stepIn' | 'stepOut',
  from: Position | null,
  at: Position,
): boolean {
  switch (action) {
    case 'stepIn':
      return true;
    case 'next':
      return endsLayer(at);
    case 'stepOut':
      return at.phase !== from?.phase;
    case 'continue':
      return at.phase === 'backward' && at.operation === 'gradientPrev';
  }
}

const host = query.has('none')
  ? { api: () => ({ postMessage: () => undefined, getState: () => undefined, setState: () => undefined }) }
  : new FakeHost(ask('case', 'softmax'));
Object.assign(window, { acquireVsCodeApi: () => host.api(), fakeHost: host, worstContrast });
