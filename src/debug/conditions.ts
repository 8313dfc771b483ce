/** What a breakpoint may ask for beside its place: a condition, a hit count, a log message. */
import * as l10n from '@vscode/l10n';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { check, type CheckContext } from '../expressions/check';
import { ExpressionError } from '../expressions/error';
import { compile } from '../expressions/expression';
import { parseHitCondition } from '../expressions/hitCondition';
import { compileTemplate } from '../expressions/template';
import type { LayerShape, StopPoint } from '../protocol/engine';
import type { OperationKey } from '../protocol/vocabulary';
import { presenceAt } from './presence';
import type { Received } from './requests';

export type Conditions = Pick<StopPoint, 'condition' | 'hitCondition' | 'logMessage'>;

/** What is known of the network before it runs; null while its file has faults. */
export type Known = { readonly layers: readonly LayerShape[]; readonly classification: boolean } | null;

/** Those that were asked for; an empty text asks for nothing. */
export function conditionsOf({
  condition,
  hitCondition,
  logMessage,
}: Received<Dap.SourceBreakpoint>): Conditions {
  return {
    ...(isBlank(condition) ? {} : { condition }),
    ...(isBlank(hitCondition) ? {} : { hitCondition }),
    ...(isBlank(logMessage) ? {} : { logMessage }),
  };
}

/** What is certainly wrong with them at these operations, in words for a person; null when nothing is. */
export function conditionFault(
  conditions: Conditions,
  at: readonly OperationKey[],
  known: Known,
): string | null {
  const { condition, hitCondition, logMessage } = conditions;
  const contexts = known === null ? [] : at.map((key) => contextAt(key, known));
  const conditionContexts = known === null ? [] : at.map((key) => conditionContextAt(key, known));
  return (
    faultOf(l10n.t('condition'), condition, (text) => {
      const expression = compile(text);
      return conditionContexts.flatMap((context) => check(expression, context));
    }) ??
    faultOf(l10n.t('hit count'), hitCondition, (text) => {
      parseHitCondition(text);
      return [];
    }) ??
    faultOf(l10n.t('log message'), logMessage, (text) => templateFaults(text, contexts))
  );
}

function faultOf(
  what: string,
  text: string | undefined,
  faults: (text: string) => readonly ExpressionError[],
): string | null {
  if (text === undefined) return null;
  try {
    const [first] = faults(text);
    return first ? sentence(what, first) : null;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return sentence(what, error);
  }
}

function sentence(what: string, { message, column }: ExpressionError): string {
  return column > 1
    ? l10n.t('In the {0}, column {1}: {2}', what, column, message)
    : l10n.t('In the {0}: {1}', what, message);
}

function templateFaults(text: string, contexts: readonly CheckContext[]): ExpressionError[] {
  return compileTemplate(text).flatMap((part) => {
    if (part.kind === 'text') return [];
    const found = contexts.flatMap((context) => check(part.expression, context));
    return found.map(({ message, column, length }) => {
      const start = part.start + column - 1;
      return new ExpressionError(message, { start, end: start + length });
    });
  });
}

/** Plain names mean the layer of the operation; at the loss, the last one. */
function contextAt(key: OperationKey, { layers, classification }: NonNullable<Known>): CheckContext {
  return { layers, classification, frameLayer: key.layer ?? layers.length - 1 };
}

/** A log message says itself what is absent; a condition that reads it can never be true. */
function conditionContextAt(key: OperationKey, known: NonNullable<Known>): CheckContext {
  const isPresent = presenceAt(key, known.layers.length);
  return { ...contextAt(key, known), condition: true, isPresent };
}

function isBlank(text: string | undefined): text is undefined {
  return text === undefined || text.trim() === '';
}
