import type { Block, PlaceholderUse, Problem } from '../blocks/model.ts';

/**
 * A runbook as Breakwater understands it: steps to tick off, blocks to run. Lines are 1-based. What `runbook show
 * --format json` prints is this model; labels and meanings are held by tests.
 */
export interface Runbook {
  readonly title: string;
  readonly frontMatter: FrontMatter;
  readonly sections: readonly Section[];
  /** In document order, nested ones after their parent; `level` tells the depth. */
  readonly steps: readonly Step[];
  /** Blocks that belong to no step. */
  readonly blocks: readonly Block[];
  /** Blanks to fill, over the whole runbook. */
  readonly placeholders: readonly PlaceholderUse[];
  readonly problems: readonly Problem[];
  /** What has to be said before the commands of some lines run; absent where there is nothing. */
  readonly caveats?: readonly Caveat[];
  /** The procedures of a page that holds several, of which one is chosen and stepped; absent where it holds one. */
  readonly procedures?: readonly Procedure[];
}

/** A part of the page that is done by itself. */
export interface Procedure {
  readonly id: string;
  readonly title: string;
  readonly line: number;
  readonly endLine: number;
  /** Ids of its steps, in order. */
  readonly steps: readonly string[];
  /** Ids of steps that stand in none of the procedures and are done along with whichever is chosen, as a preparation. */
  readonly along: readonly string[];
}

/** Lines that are not simply what comes next. */
export interface Caveat {
  /**
   * One of several ways to do the same; one of several procedures; a procedure that undoes others; what a warning stands
   * above; what is never to be run; an example of commands before it; or what is only done where a condition holds.
   */
  readonly kind: 'alternative' | 'procedure' | 'undoing' | 'warning' | 'forbidden' | 'example' | 'optional';
  readonly line: number;
  readonly endLine: number;
  /** The alternative's name, the section's title, the warning, or the sentence that says it. */
  readonly text: string;
  /** What changes something in these lines is left out when everything is run. */
  readonly aside?: true;
  /** Names of the other alternatives; the first of them where there are many. */
  readonly others?: readonly string[];
  /** Of many alternatives: the same for all, and how many they are. */
  readonly group?: { readonly key: string; readonly size: number };
}

/** Known keys are typed where they are well-formed; unknown keys are kept in `other`. */
export interface FrontMatter {
  readonly title?: string;
  readonly owner?: string;
  readonly services?: readonly string[];
  /** What the services call that may be down. */
  readonly dependencies?: readonly string[];
  readonly severity?: string;
  readonly escalation?: readonly string[];
  readonly communication?: readonly string[];
  /** ISO 8601 date. */
  readonly lastReviewed?: string;
  /** Days. */
  readonly reviewEvery?: number;
  /** Days. */
  readonly drillEvery?: number;
  /** Minutes without a message after which one is due in an incident; 0: never. */
  readonly updateEvery?: number;
  readonly slo?: string;
  readonly shell?: string;
  readonly cwd?: string;
  /** What has to be there before the first step: `kubectl >= 1.28`, `env: NAME`, `login: aws`. */
  readonly requires?: readonly string[];
  /** A file of variables for the commands, relative to the runbook; loaded only where the responder says so. */
  readonly envFile?: string;
  /** Profiles of tools for the commands (`aws: payments-prod`); set only where the responder says so. */
  readonly profile?: readonly string[];
  /** Names of values that nobody is to see: what is filled in for them, set or captured is hidden like a password. */
  readonly secrets?: readonly string[];
  readonly other: Readonly<Record<string, unknown>>;
}

export interface Section {
  readonly title: string;
  /** 1 to 6, as the heading. */
  readonly level: number;
  readonly line: number;
  readonly endLine: number;
}

export interface Step {
  /** Survives edits: explicit id, else content hash with a number that tells duplicates apart. */
  readonly id: string;
  readonly title: string;
  /** The mark in front of the title that names the machine it is done on: `The mark (db1#)`; absent where there is none. */
  readonly host?: string;
  /** Nesting depth, 1 for a step that is in no other. */
  readonly level: number;
  readonly line: number;
  readonly endLine: number;
  /** As the document counts its items: `3`, `3.2`; left out where it does not. */
  readonly number?: string;
  /** Title of the section that it stands in, if that is not the document's or the step's own. */
  readonly section?: string;
  readonly checks: readonly Check[];
  /** Commands in the step's sentences, which are run by hand; absent where there are none. */
  readonly inline?: readonly string[];
  /** The lines of its text below the title, where it holds no command and is done by hand; absent where there are none. */
  readonly body?: readonly string[];
  /** What the page warns of in it, or right above it; absent where it warns of nothing. */
  readonly warnings?: readonly string[];
  /** Sentences above one of its commands that ask for something to be done by hand first; absent where there are none. */
  readonly beforehand?: readonly Asked[];
  /** Sentences below its last command that ask for something to be done; absent where there are none. */
  readonly afterwards?: readonly string[];
  readonly blocks: readonly Block[];
}

/** A sentence that asks for something to be done by hand. */
export interface Asked {
  readonly text: string;
  readonly line: number;
}

export interface Check {
  readonly id: string;
  readonly text: string;
  readonly line: number;
  readonly checked: boolean;
}
