/** A formula that came as a tree: its elements and attributes were let through one by one when it was read. */
import { h, type JSX } from 'preact';
import type { MathElement, MathNode } from '../../../protocol/mathTree';

export function MathTree({ math }: { readonly math: MathElement | string }): JSX.Element {
  return <>{drawn(math, 0)}</>;
}

function drawn(node: MathNode, key: number): JSX.Element | string {
  if (typeof node === 'string') return node;
  return h(node.tag, { key, ...node.attributes }, node.children.map(drawn));
}
