import type { ParsedFile } from '../ast/types.ts';

/** A step of a database's history, which runs once, with somebody beside it. */
export function isMigration({ path, text }: ParsedFile): boolean {
  return (
    /(?:^|\/)\w*migrations?\//i.test(path) ||
    (/\b(?:function|const|async|exports\.|public)\s*up\b/.test(text) &&
      /\b(?:function|const|async|exports\.|public)\s*down\b/.test(text))
  );
}
