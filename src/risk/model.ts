/** What a command does at worst; `unknown` where its text does not tell. These words are part of the JSON contract. */
export type Risk = 'reads' | 'changes' | 'destroys' | 'unknown';
