/** What the built-in Markdown preview asks extensions for. */
export interface MarkdownPreview {
  extendMarkdownIt(markdown: unknown): unknown;
}

/** Shows a runbook's tasks as check boxes in the preview. Loaded with the first preview; starts nothing. */
export function extendMarkdownIt(markdown: unknown): unknown {
  const preview = markdown as PreviewParser;
  preview.core.ruler.push('breakwater-tasks', ({ tokens }) => {
    for (const token of tokens) {
      const first = token.type === 'inline' ? token.children?.[0] : undefined;
      if (first?.type !== 'text') continue;
      // Text stays text: the preview's own styles and scripts are not touched.
      first.content = first.content.replace(/^\[ \]\s/, '\u2610 ').replace(/^\[[xX]\]\s/, '\u2611 ');
    }
  });
  return markdown;
}

/** The part of markdown-it that is used; the preview brings its own. */
interface PreviewParser {
  readonly core: {
    readonly ruler: { push(name: string, rule: (state: { readonly tokens: readonly PreviewToken[] }) => void): void };
  };
}

interface PreviewToken {
  readonly type: string;
  readonly children?: readonly { readonly type: string; content: string }[] | null;
}
