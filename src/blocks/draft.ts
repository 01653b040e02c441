import type { CodeSite } from './collect.ts';
import type { Problem } from './model.ts';
import type { BlockReading } from './readBlock.ts';

/** A block before its blanks are known. */
export interface Draft {
  readonly site: CodeSite;
  readonly language: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly reading: BlockReading;
  readonly problems: readonly Problem[];
  /** Its fence was to be closed, and is not. */
  readonly unclosed: boolean;
  /** It holds text of the page. */
  readonly swallows: boolean;
}
