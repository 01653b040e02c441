/** Bundlers and the tests load Markdown as text. */
declare module '*.md' {
  const text: string;
  // eslint-disable-next-line no-restricted-syntax -- what the bundler makes of a text file
  export default text;
}
