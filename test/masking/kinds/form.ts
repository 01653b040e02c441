/** A name, text that a command prints, and the secrets in it. */
export type Form = readonly [name: string, text: string, ...secrets: string[]];

const BODY = 'q7RzT4mKx9Lw2VbN8cJd5HfGs3PyAe6U1tXo0iZkQpYr';
/** So many letters and digits; put together so that no scanner takes these files for a leak. */
export const body = (length: number): string => BODY.repeat(Math.ceil(length / BODY.length)).slice(0, length);
export const hex = (length: number): string => 'a3f09c1e7b24d856'.repeat(16).slice(0, length);
export const upper = (length: number): string => body(length * 2).toUpperCase().slice(0, length); // prettier-ignore
export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A password that looks like a word, and one of several words. */
export const word = 'correcthorse';
export const words = 'battery staple lamp';
