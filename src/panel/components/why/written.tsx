/** An expression written out with its numbers; every cell in it is a button that leads to that cell. */
import * as l10n from '@vscode/l10n';
import { Fragment, type ComponentChildren, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CellRef } from '../../provenance/cell';
import { evaluate, type Lookup } from '../../provenance/evaluate';
import type { Expression, SumTerm } from '../../provenance/expression';
import { formatCell, formatExact } from '../../text/format';
import { folded, unfoldedAfter, type Folded } from '../../text/folding';
import { withParts } from '../withParts';

interface WrittenProps {
  readonly expression: Expression;
  /** Values for folding and for which side of 0 a number is on. */
  readonly lookup: Lookup;
  readonly drawCell: (ref: CellRef) => JSX.Element;
}

/** How tightly an expression holds together; what holds less than its surroundings stands in parentheses. */
const TIGHTNESS: Readonly<Record<Expression['kind'], number>> = {
  sum: 1,
  choice: 1,
  quotient: 2,
  share: 2,
  product: 3,
  square: 4,
  call: 5,
  cell: 5,
  number: 5,
};

export function Written(props: WrittenProps): JSX.Element {
  return <Part {...props} within={0} />;
}

interface PartProps extends WrittenProps {
  readonly within: number;
}

function Part(props: PartProps): JSX.Element {
  const { expression, within } = props;
  const inner = <Bare {...props} />;
  const isLoose = TIGHTNESS[expression.kind] < within && !isSingle(expression);
  return isLoose ? <>({inner})</> : inner;
}

/** A sum of one positive term is that term. */
function isSingle(expression: Expression): boolean {
  return expression.kind === 'sum' && expression.terms.length === 1 && expression.terms[0]?.sign === 1;
}

function Bare(props: PartProps): JSX.Element {
  const { expression, lookup, drawCell, within } = props;
  const part = (of: Expression, tightness: number): JSX.Element => (
    <Part expression={of} lookup={lookup} drawCell={drawCell} within={tightness} />
  );
  switch (expression.kind) {
    case 'cell':
      return drawCell(expression.cell);
    case 'number':
      return (
        <span class="constant" title={expression.meaning === '' ? undefined : expression.meaning}>
          {formatExact(expression.value)}
        </span>
      );
    case 'sum':
      return <Sum {...props} expression={expression} within={isSingle(expression) ? within : 0} />;
    case 'product':
      return (
        <>
          {joined(
            expression.factors.map((factor) => part(factor, 3)),
            '·',
          )}
        </>
      );
    case 'quotient':
      return (
        <>
          {part(expression.of, 2)} / {part(expression.by, 4)}
        </>
      );
    case 'square':
      return <>{part(expression.of, 5)}²</>;
    case 'call':
      return (
        <>
          {expression.name}({part(expression.of, 0)})
        </>
      );
    case 'choice':
      return <Choice {...props} expression={expression} part={part} />;
    case 'share':
      return (
        <>
          exp({part(expression.of, 0)}) / (
          <Sum
            {...props}
            expression={{
              kind: 'sum',
              terms: expression.among.map((of) => ({
                sign: 1,
                of: { kind: 'call', name: 'exp', compute: Math.exp, of },
              })),
            }}
            within={0}
          />
          )
        </>
      );
  }
}

function Choice({
  expression,
  lookup,
  part,
}: PartProps & {
  readonly expression: Extract<Expression, { kind: 'choice' }>;
  readonly part: (of: Expression, tightness: number) => JSX.Element;
}): JSX.Element {
  const condition = evaluate(expression.condition, lookup);
  if (condition === null) return <>{withParts(l10n.t('it depends on {0}'), part(expression.condition, 0))}</>;
  const isAbove = condition.value > 0;
  return (
    <>
      {part(isAbove ? expression.above : expression.otherwise, 1)}{' '}
      <span class="since">{l10n.t('since')}</span> {part(expression.condition, 0)} {isAbove ? '> 0' : '≤ 0'}
    </>
  );
}

/** Terms with their signs; of many, the largest, and the rest in one number. */
function Sum(props: PartProps & { readonly expression: Extract<Expression, { kind: 'sum' }> }): JSX.Element {
  const { expression, lookup } = props;
  const [shown, setShown] = useState<number | null>(null);
  const { terms, rest }: Folded = folded(expression.terms, lookup, shown);
  return (
    <>
      {terms.map((term, i) => (
        <Fragment key={i}>
          {signBefore(term, i === 0)}
          <Part
            {...props}
            expression={term.of}
            within={term.sign < 0 ? 2 : expression.terms.length > 1 ? 1 : props.within}
          />
        </Fragment>
      ))}
      {rest !== null && (
        <>
          {' + '}
          <button
            type="button"
            class="fold"
            data-folded={rest.count}
            onClick={() => setShown(unfoldedAfter(terms.length))}
          >
            {restWords(rest)}
          </button>
        </>
      )}
    </>
  );
}

function restWords({ count, together }: NonNullable<Folded['rest']>): string {
  const terms = count === 1 ? l10n.t('1 more term') : l10n.t('{0} more terms', count);
  return together === null ? terms : l10n.t('{0}, together {1}', terms, formatCell(together));
}

function signBefore({ sign }: SumTerm, isFirst: boolean): string {
  if (isFirst) return sign < 0 ? '−' : '';
  return sign < 0 ? ' − ' : ' + ';
}

function joined(parts: readonly ComponentChildren[], between: string): JSX.Element[] {
  return parts.map((part, i) => (
    <Fragment key={i}>
      {i > 0 && between}
      {part}
    </Fragment>
  ));
}
