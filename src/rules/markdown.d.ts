/** Bundlers and the tests load Markdown as text. */
declare module '*.md' {
  const text: string;
  export default text;
}
