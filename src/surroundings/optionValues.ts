import type { Filling } from '../shell/quote.ts';

/** `curl <url>` with `-o file` for the address: what begins with a dash where a word begins is an option of the program. */
export function optionConcerns(command: string, values: readonly Filling[]): string[] {
  return values
    .filter(
      ({ start, value }) =>
        /^[-+]/.test(value) && !/^[-+][\d.]+$/.test(value) && /(?:^|[\s"'(])$/.test(command.slice(0, start)),
    )
    .map(({ name }) => `The value of \`${name}\` begins with a dash or plus: the program takes it for an option.`);
}
