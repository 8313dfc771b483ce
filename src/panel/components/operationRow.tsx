/** One operation as its equation, with shapes; a click shows it in the file and lights up its matrices. */
import { Fragment, type JSX } from 'preact';
import { QUANTITIES, type OperationName } from '../../protocol/vocabulary';
import type { Progress } from '../drawing/progress';
import { formatShape } from '../text/format';
import { HIDDEN, isSecretShape } from '../text/hiddenNumbers';
import type { OperationText, Term } from '../../protocol/text/equations';
import { ProgressMark } from './progressMark';
import { operationId } from './reveal';

interface OperationRowProps {
  readonly operation: OperationName;
  readonly text: OperationText;
  readonly layerName: string;
  readonly progress: Progress;
  /** This is the operation whose matrices are lit. */
  readonly onShow: boolean;
  readonly onChoose: (operation: OperationName) => void;
}

export function OperationRow({
  operation,
  text,
  layerName,
  progress,
  onShow,
  onChoose,
}: OperationRowProps): JSX.Element {
  return (
    <div class="operation" id={operationId(operation)}>
      <button
        type="button"
        class={`equation ${progress}${onShow ? ' on-show' : ''}`}
        data-operation={operation}
        data-progress={progress}
        aria-pressed={onShow}
        onClick={() => onChoose(operation)}
      >
        <ProgressMark progress={progress} />
        <span class="equation-lines">
          {text.equations.map((terms, i) => (
            <span class="equation-line" key={i}>
              {terms.map((term, j) => (
                <Fragment key={j}>
                  {spaced(terms[j - 1], term) && ' '}
                  <EquationTerm term={term} layerName={layerName} />
                </Fragment>
              ))}
            </span>
          ))}
        </span>
      </button>
      {text.notes.map((note) => (
        <p class="note" key={note}>
          {note}
        </p>
      ))}
    </div>
  );
}

/** A space between two terms, but none inside a parenthesis or before a comma. */
function spaced(before: Term | undefined, term: Term): boolean {
  if (before === undefined) return false;
  if (before.kind === 'text' && before.text.endsWith('(')) return false;
  return term.kind === 'quantity' || !/^[),]/.test(term.text);
}

interface EquationTermProps {
  readonly term: Term;
  readonly layerName: string;
}

function EquationTerm({ term, layerName }: EquationTermProps): JSX.Element {
  if (term.kind === 'text') return <span class="between">{term.text}</span>;
  const accent = QUANTITIES[term.name].group.toLowerCase();
  return (
    <span class="term">
      <span class={`quantity accent-${accent}`}>
        {term.name}
        {term.suffix}
      </span>{' '}
      <span class="shape">[{isSecretShape(layerName, term.name) ? HIDDEN : formatShape(term.shape)}]</span>
    </span>
  );
}
