import { readBlocks } from '../blocks/blocks.ts';
import { findCaveats } from '../conditions/caveats.ts';
import { readFrontMatter } from './frontMatter.ts';
import { withHandText } from './handText.ts';
import { readMarkdown } from '../markdown/markdown.ts';
import { leftUnset } from '../procedures/leftUnset.ts';
import type { MdNode } from '../markdown/mdNode.ts';
import type { Runbook } from './model.ts';
import { proceduresOf } from '../procedures/proceduresOf.ts';
import { setElsewhere, withSetElsewhere } from '../procedures/setElsewhere.ts';
import type { Block, Problem } from '../blocks/model.ts';
import { collectPlaceholders } from '../blocks/placeholderUse.ts';
import { readSteps } from './steps.ts';
import { headingTitle } from './stepTitle.ts';
import { withWarnings } from '../conditions/warnings.ts';

export interface ParseOptions {
  /** Used as the title where the document has none; the folder is left out. */
  readonly fileName?: string;
}

/**
 * Reads any Markdown as a runbook. Never throws: what can't be read becomes a problem and the rest goes on. Lines are
 * 1-based and count the front matter. The text is not changed.
 */
export function parseRunbook(text: string, options: ParseOptions = {}): Runbook {
  const { frontMatter, body, problems } = readFrontMatter(text);
  const { nodes, lineCount } = readMarkdown(body, { inlines: false });
  const read = readBlocks(nodes, frontMatter.shell);
  const title = frontMatter.title ?? headingOf(nodes) ?? nameOf(options.fileName);
  const { steps, sections, loose } = readSteps(nodes, read, lineCount, title);
  const caveats = findCaveats(nodes, sections, read.blocks, steps);
  const procedures = proceduresOf(caveats, steps, sections);
  const lost = new Map(leftUnset(read.blocks, loose, caveats));
  for (const [block, names] of setElsewhere(read.blocks, caveats)) {
    const others = (lost.get(block) ?? []).filter((one) => names.every(({ name }) => name !== one.name));
    lost.set(block, [...names, ...others]);
  }
  const asking = (blocks: readonly Block[]): readonly Block[] =>
    blocks.map((one) => (lost.has(one) ? { ...one, placeholders: [...one.placeholders, ...lost.get(one)!] } : one));
  const asked = lost.size === 0 ? steps : steps.map((step) => ({ ...step, blocks: asking(step.blocks) }));
  return {
    title,
    frontMatter,
    sections,
    steps: withWarnings(withHandText(asked, body.split(/\r\n?|\n/)), caveats),
    blocks: asking(loose),
    placeholders: withSetElsewhere(collectPlaceholders(read, frontMatter.secrets), lost),
    problems: byLine([...problems, ...read.problems]),
    ...(caveats.length > 0 ? { caveats } : {}),
    ...(procedures.length > 0 ? { procedures } : {}),
  };
}

function headingOf(nodes: readonly MdNode[]): string | undefined {
  const headings = nodes.filter((node) => node.type === 'heading');
  const first = headings.find((node) => node.headingLevel === 1) ?? headings[0];
  const title = first ? headingTitle(first).title : '';
  return title === '' ? undefined : title;
}

function nameOf(fileName: string | undefined): string {
  return (fileName ?? '').replace(/^.*[\\/]/, '').replace(/(?:\.runbook)?\.(?:md|mdx|markdown)$/i, '');
}

function byLine(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => a.line - b.line);
}
