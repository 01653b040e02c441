import { mayRedirect } from '../risk/environment.ts';
import type { Runbook } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { WANTS_HIDDEN } from '../runbook/frontMatter.ts';
import { sameName } from '../blocks/placeholderUse.ts';
import { withoutStyles } from './expectation.ts';
import type { Take } from './ports.ts';
import { flag } from './prepare.ts';

/** More than any name, address or token has. */
const MAX_CAPTURED_CHARACTERS = 64 * 1024;

/** What came of capturing: a value, or a sentence why there is none. */
export type Captured = { readonly name: string; readonly value: string } | { readonly problem: string };

/** Name of the value that a block's output gives (`capture=POD`); undefined where it gives none. */
export function capturedName({ attributes }: Pick<Block, 'attributes'>): string | undefined {
  return /^\s*([A-Za-z_][\w-]*)\s*$/.exec(attributes['capture'] ?? '')?.[1];
}

const secretNames = new WeakMap<Runbook, readonly string[]>();

/** Whether the block that captures a value says that it is a secret: `{capture=TOK secret=true}`. */
export function capturedAsSecret(runbook: Runbook, name: string): boolean {
  let names = secretNames.get(runbook);
  if (names === undefined) {
    names = [...runbook.steps.flatMap(({ blocks }) => blocks), ...runbook.blocks]
      .filter(({ attributes }) =>
        Object.keys(attributes).some((key) => WANTS_HIDDEN.test(key) && flag(attributes[key])),
      )
      .flatMap((block) => capturedName(block) ?? []);
    secretNames.set(runbook, names);
  }
  return names.some((one) => sameName(one, name));
}

/**
 * The runbook's own names for a captured value: `capture=POD` fills in `$POD`, and `<pod>` as well.
 */
export function namesFor(runbook: Runbook, captured: string): readonly string[] {
  const written = runbook.placeholders.map(({ name }) => name).filter((name) => sameName(captured, name));
  return [...new Set([captured, ...written])];
}

/** Keeps what a command prints to standard output, to be a value later, as `$(...)` would. */
export class Capture {
  readonly #name: string;
  #text = '';
  #long = false;
  readonly #secret: boolean;

  /** @param secret the value is shown and written nowhere, so neither is the output that it comes in. */
  constructor(name: string, secret = false) {
    this.#name = name;
    this.#secret = secret;
  }

  /** The same taker, overheard. */
  through(take: Take): Take {
    return (stream, chunk) => {
      if (stream !== 'stdout') return take(stream, chunk);
      const first = this.#text === '';
      if (!this.#long) this.#text += chunk.text();
      this.#long = this.#text.length > MAX_CAPTURED_CHARACTERS;
      if (!this.#secret) return take(stream, chunk);
      return first ? take(stream, { text: () => '***\n' }) : undefined;
    };
  }

  /** Output is not to be trusted: what a program would take for an option instead of a name is no value. */
  result(): Captured {
    const name = this.#name;
    const value = withoutStyles(this.#text).replace(/\r\n/g, '\n').replace(/\n+$/, '');
    // What a program prints may come from the workspace: it never says which program runs.
    if (mayRedirect(name, value))
      return { problem: `\`${name}\` not captured: a variable of this name changes what runs.` };
    if (this.#long) return { problem: `\`${name}\` not captured: the output is longer than 64 kB.` };
    if (value.trim() === '') return { problem: `\`${name}\` not captured: the command printed nothing.` };
    if (value.startsWith('-')) return { problem: `\`${name}\` not captured: the output would be read as an option.` };
    if (/\p{Cc}/u.test(value.replace(/[\n\t]/g, '')))
      return { problem: `\`${name}\` not captured: the output contains control characters.` };
    return { name, value };
  }
}
