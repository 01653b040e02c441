/** Whether a compiler is asked: `auto`, where dependencies are installed and syntax leaves something open. */
export const typesModes = ['auto', 'off'] as const;
export type TypesMode = (typeof typesModes)[number];
