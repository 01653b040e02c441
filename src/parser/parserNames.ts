/** Which parser reads the files. Apart from the parsers, so that a command line can name them before it loads any. */
export const parserNames = ['oxc', 'typescript'] as const;
export type ParserName = (typeof parserNames)[number];
