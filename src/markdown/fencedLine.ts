import { languageClass } from '../shell/language.ts';

/**
 * A paragraph that is nothing but code between three back-ticks on one line: to CommonMark a span, to its author a
 * block. A language may stand before it.
 */
export function fencedLine(content: string): { readonly code: string; readonly language: string } | undefined {
  const code = /^\s*`{3}(?!`)([^`\n]{2,400})`{3}\s*$/.exec(content)?.[1]?.trim();
  if (code === undefined || !/\s/.test(code)) return undefined;
  const [, tag = '', rest = ''] = /^(bash|shell|console|shell-session|zsh)\s+(\S.*)$/.exec(code) ?? [];
  // `bash install.sh` is a call.
  const named = tag !== '' && !/^(?:-|\S*\.\w+(?:\s|$)|\S*\/)/.test(rest) && languageClass(tag) !== 'none';
  return named ? { code: rest, language: tag } : { code, language: '' };
}
