/** What is known of a value before the run. */
import type { Shape } from './shape';

export type Kind =
  | { readonly kind: 'scalar' }
  | { readonly kind: 'text' }
  | { readonly kind: 'tensor'; readonly shape: Shape }
  /** It depends on what is not known yet. */
  | { readonly kind: 'unknown' };

export const SCALAR: Kind = { kind: 'scalar' };
export const UNKNOWN: Kind = { kind: 'unknown' };
export const tensorKind = (shape: Shape): Kind => (shape.length === 0 ? SCALAR : { kind: 'tensor', shape });
