import type { ParsedFile } from '../ast/types.ts';

/** Parses one file; never throws for what the file holds. */
export type Parse = (text: string, path: string) => ParsedFile;
