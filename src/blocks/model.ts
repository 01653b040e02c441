import type { Risk } from '../commands/risk.ts';

export type BlockKind = 'command' | 'output' | 'config' | 'other';

export interface Block {
  readonly id: string;
  /** Of the opening fence; of the first line for an indented block. */
  readonly line: number;
  readonly endLine: number;
  /** As written in the info string, lower case; empty where there is none. */
  readonly language: string;
  readonly kind: BlockKind;
  /** Each complete command as it should be sent to the shell, without prompts and output. */
  readonly commands: readonly string[];
  readonly placeholders: readonly Placeholder[];
  /** Of the worst command. */
  readonly risk: Risk;
  readonly interactive: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  /** The block's content as CommonMark sees it. */
  readonly content: string;
  /** What the runbook says the commands print, where it does. */
  readonly expectedOutput?: string;
  /** Shell or interpreter that would run it, as far as the block tells. */
  readonly shell?: string;
  /** Lines meant for inside the session that a command opens (SQL below `psql`), not for the shell. */
  readonly inner?: readonly string[];
  /** A root prompt stands before a command. */
  readonly root?: boolean;
  /** Its commands stand behind prompts. */
  readonly prompts?: boolean;
  /** Lines among its prompts that may be commands as well as output; they are in neither. */
  readonly unclear?: readonly string[];
  /** Where the text before it says that it is typed: "SSH into db-1, then", "On your machine". */
  readonly place?: Place;
  /** File or console that content, a query or a statement is for, where the text tells. */
  readonly goesInto?: string;
  /** HTML around it hides it from readers; it runs only when it is asked for itself. */
  readonly hidden?: true;
  /** A fence that nothing closes. */
  readonly unclosed?: boolean;
  /** It holds text of the page, because a fence is never closed. */
  readonly swallows?: true;
  /** The text or the sample output says that its last command goes on until it is stopped. */
  readonly staysOpen?: true;
  /** To CommonMark one block of code, to its dialect a container (a tab, a note): what it holds are blocks of their own. */
  readonly container?: boolean;
}

/** How a blank is written: `<x>`, `$X`, `${X}`, `{{ x }}`, `[x]`, or a bare literal such as `YOUR_CLUSTER`. */
export type PlaceholderForm = 'angle' | 'variable' | 'braces' | 'mustache' | 'bracket' | 'literal';

export interface Placeholder {
  readonly name: string;
  readonly form: PlaceholderForm;
}

export interface PlaceholderUse extends Placeholder {
  readonly type: 'text' | 'number' | 'secret' | 'choice';
  readonly default?: string;
  readonly choices?: readonly string[];
  /** Ids of the blocks that use it. */
  readonly blocks: readonly string[];
  /** The block whose output gives the value (`capture=NAME`). */
  readonly capturedFrom?: string;
}

export interface Problem {
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

/** Where the text says that commands are typed. */
export interface Place {
  /** `elsewhere`: in a shell or console that the text tells to open; `here`: on this machine again. */
  readonly kind: 'elsewhere' | 'here';
  /** The sentence that says so. */
  readonly text: string;
  /** By the prompt in front of it, "(`db1#`)": the same wherever the mark is. */
  readonly marked?: true;
  /** In a pod or container, whose clients run outside of it. */
  readonly container?: true;
  /** Said of this block, not of those after it. */
  readonly alone?: true;
  /** Said of all commands of the page. */
  readonly all?: true;
}
