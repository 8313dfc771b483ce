/** The blocks of a lesson's page. */
import type { JSX } from 'preact';
import type { Block } from '../../../protocol/lesson';
import { ExerciseBlock } from '../exercise/exercise';
import { Inlines } from './inlines';
import { LiveFigure } from './liveValue';
import { MathTree } from './mathTree';

export function Blocks({ blocks }: { readonly blocks: readonly Block[] }): JSX.Element {
  return (
    <>
      {blocks.map((block, i) => (
        <OneBlock key={i} block={block} />
      ))}
    </>
  );
}

function OneBlock({ block }: { readonly block: Block }): JSX.Element {
  switch (block.kind) {
    case 'heading': {
      // The page's own heading is the first below the lesson's.
      const Tag = block.level === 2 ? 'h3' : block.level === 3 ? 'h4' : 'h5';
      return (
        <Tag>
          <Inlines content={block.content} />
        </Tag>
      );
    }
    case 'paragraph':
      return (
        <p>
          <Inlines content={block.content} />
        </p>
      );
    case 'list': {
      const items = block.items.map((item, i) => (
        <li key={i}>
          <Blocks blocks={item} />
        </li>
      ));
      return block.start === null ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} />
        </blockquote>
      );
    case 'equation':
      return (
        <div class="lesson-equation">
          <MathTree math={block.math} />
        </div>
      );
    case 'code':
      return (
        <pre class="lesson-code" tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case 'figure':
      return <LiveFigure figure={block} />;
    case 'exercise':
      return <ExerciseBlock exercise={block.exercise} />;
  }
}
