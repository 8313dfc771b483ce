/** What a lesson has in common with itself in another language: all but its words. */
import type { Block, Inline, Lesson } from '../../../src/protocol/lesson';

export function skeletonOf({ definition, hide, presentation, next, pages }: Lesson): unknown {
  return {
    definition: withoutLanguage(definition),
    hide,
    presentation,
    next: next === null ? null : withoutLanguage(next),
    pages: pages.map(({ title, at, view, blocks }) => ({
      title: fixedOf(title),
      at,
      view,
      blocks: blocks.map(ofBlock),
    })),
  };
}

function ofBlock(block: Block): unknown {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return { ...block, content: fixedOf(block.content) };
    case 'list':
      return { ...block, items: block.items.map((item) => item.map(ofBlock)) };
    case 'quote':
      return { ...block, blocks: block.blocks.map(ofBlock) };
    case 'equation':
      return { kind: block.kind, latex: withoutWords(block.latex) };
    case 'code':
      return { ...block, text: withoutLanguage(block.text.replaceAll(/#.*/g, '#')) };
    case 'figure':
      return { ...block, caption: fixedOf(block.caption) };
    case 'exercise': {
      const { prompt, hint, ...exercise } = block.exercise;
      const choices = exercise.kind === 'question' ? (exercise.choices?.map(fixedOf) ?? null) : null;
      return { ...exercise, choices, prompt: fixedOf(prompt), hint: hint === null ? null : fixedOf(hint) };
    }
  }
}

/** Words move about in a sentence from language to language: only links have to keep their order. */
function fixedOf(inlines: readonly Inline[]): unknown {
  const links: unknown[] = [];
  const marks: string[] = [];
  const words: string[] = [];
  const visit = (inline: Inline): void => {
    switch (inline.kind) {
      case 'text':
      case 'term':
        words.push(inline.text);
        return;
      case 'link':
        links.push(inline.target);
        inline.content.forEach(visit);
        return;
      case 'strong':
      case 'emphasis':
        inline.content.forEach(visit);
        return;
      case 'math':
        marks.push(`$${withoutWords(inline.latex)}$`);
        return;
      case 'break':
        return;
      default:
        marks.push(JSON.stringify(inline));
    }
  };
  inlines.forEach(visit);
  return { links, marks: marks.toSorted(), numbers: numbersIn(words.join(' ')).toSorted() };
}

/** 2,048 is 2 048 elsewhere. */
function numbersIn(text: string): string[] {
  return text.replaceAll(/(?<=\d)[,\s](?=\d{3}(?!\d))/g, '').match(/[−-]?\d+(?:\.\d+)?|[¼½]/g) ?? [];
}

/** `NAME.de.mlp.json` is `NAME.mlp.json` in German. */
function withoutLanguage(text: string): string {
  return text.replaceAll(/\.de(?=\.(?:mlp\.json|lesson\.md))/g, '');
}

function withoutWords(latex: string): string {
  return latex.replaceAll(/\\text\{[^}]*\}/g, '\\text{}');
}
