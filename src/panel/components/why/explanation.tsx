/** One number: what it is worth, how it is made, why of these factors, and what it means. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { PanelEvent, PanelState } from '../../state/model';
import { cellKey, sampleOf, type CellRef } from '../../provenance/cell';
import { evaluate, type Lookup } from '../../provenance/evaluate';
import type { Form } from '../../provenance/provenance';
import { lookupOf, markOf, readingsOf, type Reading, type Why } from '../../state/why';
import { account, leadingForm } from '../../text/account';
import { belongsToLayer, cellName, formatNumberOf } from '../../text/cells';
import { formatExact } from '../../text/format';
import { isHiddenNumber } from '../../text/hiddenNumbers';
import { markWord } from '../../text/mark';
import { whyText } from '../../text/why';
import { CellButton } from './cellButton';
import { CheckOfCell } from './checkOfCell';
import { Written } from './written';

interface ExplanationProps {
  readonly state: PanelState;
  readonly why: Why;
  readonly dispatch: (event: PanelEvent) => void;
}

export function Explanation({ state, why, dispatch }: ExplanationProps): JSX.Element {
  const { cell, setting, provenance } = why;
  const readings = readingsOf(state, why);
  const lookup = lookupOf(readings, why);
  const text = whyText(cell, setting);
  const shown = readings(cell);
  const { name } = cellName(cell);
  const go = (ref: CellRef): void => dispatch({ kind: 'cellSelected', cell: ref });
  const isHidden = shown.kind === 'value' && isHiddenNumber(shown.value);
  const isOld = shown.kind === 'value' && !shown.fresh;
  const drawCell = (ref: CellRef): JSX.Element => (
    <CellButton cell={ref} layerName={layerName(why, ref)} reading={readings(ref)} onGo={go} />
  );
  return (
    <div class={`why-body${isOld ? ' old' : ''}`}>
      <p class="why-number" tabIndex={-1}>
        <Name why={why} /> <Value cell={cell} reading={shown} />
        <Mark mark={markOf(state, cell)} />
      </p>
      {text.symbols !== '' && (
        <p class="why-symbols">
          <span class="unseen">{name} </span>= {text.symbols}
        </p>
      )}
      {isHidden && (
        <p class="why-absent">
          {l10n.t('Hidden until you have predicted it, or given it up: what it is made of is yours to find.')}
        </p>
      )}
      {provenance.kind === 'computed' && shown.kind !== 'absent' && !isHidden && (
        <Forms
          forms={provenance.forms}
          shown={shown}
          state={state}
          cell={cell}
          lookup={lookup}
          drawCell={drawCell}
        />
      )}
      {provenance.kind === 'unseen' && (
        <p class="why-sum">
          {l10n.t('from')}{' '}
          {provenance.factors.map((ref, i) => (
            <span key={cellKey(ref)}>
              {i > 0 && ', '}
              {cellName(ref).name} = {drawCell(ref)}
            </span>
          ))}
        </p>
      )}
      {shown.kind === 'absent' && <p class="why-absent">{absence(why)}</p>}
      {shown.kind !== 'absent' && <CheckOfCell cell={cell} state={state} dispatch={dispatch} />}
      <div class="why-words">
        {text.why.map((words) => (
          <p key={words}>{words}</p>
        ))}
        <p class="why-meaning">{text.meaning}</p>
        {provenance.kind === 'computed' && provenance.leadsTo.length > 0 && (
          <p>
            {l10n.t('On to')}{' '}
            {provenance.leadsTo.map((ref) => (
              <button key={cellKey(ref)} type="button" class="onward" onClick={() => go(ref)}>
                {cellName(ref).name}
              </button>
            ))}
          </p>
        )}
      </div>
      <p class="unseen" role="status">
        {shown.kind === 'value'
          ? `${name} = ${formatNumberOf(cell, shown.value)}`
          : l10n.t('{0} is absent', name)}
      </p>
    </div>
  );
}

function Name({ why }: { readonly why: Why }): JSX.Element {
  const { cell } = why;
  const { name, symbol, accent } = cellName(cell);
  return (
    <>
      <span class={`quantity accent-${accent}`}>{name}</span> <span class="symbol">{symbol}</span>
      {belongsToLayer(cell.quantity) && (
        <span class="why-layer"> {l10n.t('of {0}', layerName(why, cell))}</span>
      )}
    </>
  );
}

function Value({ cell, reading }: { readonly cell: CellRef; readonly reading: Reading }): JSX.Element {
  switch (reading.kind) {
    case 'absent':
      return <span class="muted">{l10n.t('is absent')}</span>;
    case 'pending':
      return <span class="muted">{l10n.t('is being read')}</span>;
    case 'value':
      return (
        <strong
          class="why-value"
          title={formatExact(reading.value)}
          data-value={reading.fresh ? String(reading.value) : undefined}
        >
          = {formatNumberOf(cell, reading.value)}
        </strong>
      );
  }
}

function Mark({ mark }: { readonly mark: ReturnType<typeof markOf> }): JSX.Element | null {
  if (mark === null || mark === undefined) return null;
  return <span class="role">{markWord(mark)}</span>;
}

interface FormsProps {
  readonly forms: readonly [Form, ...Form[]];
  readonly shown: Reading;
  readonly state: PanelState;
  readonly cell: CellRef;
  readonly lookup: Lookup;
  readonly drawCell: (ref: CellRef) => JSX.Element;
}

/** The way of writing it that one learns from, then the others. */
function Forms({ forms, shown, state, cell, lookup, drawCell }: FormsProps): JSX.Element {
  const value = shown.kind === 'value' ? shown.value : null;
  const lead = leadingForm(forms, value, lookup);
  const others = forms.filter((form) => form !== lead);
  const words = account(forms, value, lookup, markOf(state, cell) ?? null);
  const line = (form: Form): JSX.Element => (
    <p class="why-sum" key={form.about} data-form={form.about}>
      {form.about !== '' && <span class="why-about">{form.about}: </span>}
      <span class="written">
        = <Written expression={form.expression} lookup={lookup} drawCell={drawCell} />
      </span>
      <Result cell={cell} form={form} lookup={lookup} fresh={shown.kind !== 'value' || shown.fresh} />
    </p>
  );
  return (
    <>
      {line(lead)}
      {words !== null && <p class="why-account">{words}</p>}
      {others.length > 0 && (
        <details class="why-others">
          <summary>{l10n.t('The same number, written otherwise')}</summary>
          {others.map(line)}
        </details>
      )}
    </>
  );
}

function Result(props: {
  readonly cell: CellRef;
  readonly form: Form;
  readonly lookup: Lookup;
  readonly fresh: boolean;
}): JSX.Element | null {
  const made = evaluate(props.form.expression, props.lookup);
  if (made === null) return null;
  return (
    <span class="why-result" data-made={props.fresh ? String(made.value) : undefined}>
      {' '}
      = {formatNumberOf(props.cell, made.value)}
    </span>
  );
}

function absence({ cell, setting }: Why): string {
  const shape = setting.run.layers[cell.layer];
  const sample = shape === undefined ? null : sampleOf(cell, shape);
  if (sample !== null && setting.N > 0 && sample >= setting.N) {
    return l10n.t(
      'This batch has only {0} samples, counted from 0: there is no sample {1} in it.',
      setting.N,
      sample,
    );
  }
  return l10n.t('It is not computed yet in this batch step. Its numbers will stand here when it is.');
}

function layerName({ setting }: Why, { layer }: CellRef): string {
  return setting.run.layers[layer]?.name ?? '';
}
