import { FileContext, summarizeContext } from '../values/index.ts';
import { ModuleIndex } from './moduleIndex.ts';
import type { ModuleIndexOptions } from './moduleIndex.ts';
import { Learner } from '../learning/learner.ts';
import type { InstalledFiles } from '../learning/package.ts';
import type { AbstractValue, ModulePort, ProjectFiles } from '../values/index.ts';
import type { FileFacts } from '../facts/model.ts';
import type { FileAnswers } from '../facts/types.ts';
import { openQuestions } from '../typing/openQuestions.ts';
import { placeKey } from '../typing/oracle.ts';
import { valueByTypes } from '../typing/typedValue.ts';
import type { TypeQuestion } from '../typing/oracle.ts';
import { factsOf } from '../detectors/analyze.ts';
import { knowledge as allKnowledge } from '../libraries/index.ts';
import type { Knowledge } from '../knowledge/lookup.ts';
import { rangeOf } from '../ast/nodes.ts';
import type { Node, ParsedFile } from '../ast/types.ts';
import type { Parse } from '../parser/parse.ts';

/** Characters of source whose trees are kept for a second look. */
const MAX_CACHED_CHARACTERS = 600_000;

/** Many files that are analysed together: each is parsed once, whether it is analysed or only asked about. */
export class Project {
  readonly files: ProjectFiles;
  /** What files of the project tell each other; hand it to `analyze` and `lintWith`. */
  readonly port: ModuleIndex;
  readonly knowledge: Knowledge;
  /** What installed packages are found to do that `knowledge` does not name. */
  readonly learner: Learner;
  readonly #parser: Parse;
  readonly #parsed = new Map<string, ParsedFile>();
  #contexts = new WeakMap<ParsedFile, FileContext>();
  #answers: Readonly<Record<string, FileAnswers>> = {};
  #size = 0;

  /** @param keep characters of source whose trees are kept for what others ask, as for `ModuleIndex` */
  constructor(files: ProjectFiles & InstalledFiles, parser: Parse, knowledge: Knowledge = allKnowledge, keep?: number) {
    this.files = files;
    this.#parser = parser;
    this.knowledge = knowledge;
    const learn: ModuleIndexOptions['learn'] = (specifier, from) => learner.library(specifier, from);
    type Own = Pick<ModuleIndexOptions, 'typed' | 'keep'>;
    const contextOver = (file: ParsedFile, port: ModulePort): FileContext =>
      port === this.port ? this.#contextOf(file) : new FileContext(file, port, knowledge);
    const over = (of: ProjectFiles, parse: Parse, own: Own = {}): ModuleIndex =>
      new ModuleIndex({
        files: of,
        parse,
        summarize: (file, port) => summarizeContext(contextOver(file, port)),
        knowledge,
        learn,
        ...own,
      });
    const learner = new Learner({ files, parse: parser, knowledge, portOver: over });
    this.learner = learner;
    const typed: Own['typed'] = (context, node) => this.#typed(context, node);
    this.port = over(files, this.parse, { typed, ...(keep === undefined ? {} : { keep }) });
  }

  /** Parses a text, or gives the tree that it got the last time. */
  readonly parse: Parse = (text, path) => {
    const known = this.#parsed.get(path);
    if (known?.text === text) return known;
    if (known) this.#drop(path, known);
    const summarized = this.port.parsed(path);
    const file = summarized?.text === text ? summarized : this.#parser(text, path);
    this.#parsed.set(path, file);
    this.#size += file.text.length;
    for (const [old, tree] of this.#parsed) {
      if (this.#size <= MAX_CACHED_CHARACTERS || old === path) break;
      this.#drop(old, tree);
    }
    return file;
  };

  facts(file: ParsedFile): FileFacts {
    const context = this.#contextOf(file);
    const facts = factsOf(context);
    // What was worked out of it need not be worked out again for those who import it.
    const own = this.#answers[file.path] === undefined && this.files.read(file.path) === file.text;
    if (own) this.port.adopt(file, summarizeContext(context));
    return facts;
  }

  /** What a compiler may be asked about a file; `leads` as for `openQuestions`. */
  questions(file: ParsedFile, leads: (specifier: string) => boolean): readonly TypeQuestion[] {
    return openQuestions(this.#contextOf(file), leads);
  }

  /** Takes what a compiler says of expressions, by file, for the facts that are asked for from here on. */
  takeAnswers(answers: Readonly<Record<string, FileAnswers>>): void {
    // What was worked out without them says less.
    for (const path of [...Object.keys(this.#answers), ...Object.keys(answers)]) {
      for (const file of [this.#parsed.get(path), this.port.parsed(path)]) if (file) this.#contexts.delete(file);
    }
    this.#answers = answers;
  }

  /** A file is no longer what it was. */
  changed(path: string): void {
    const known = this.#parsed.get(path);
    if (known) this.#drop(path, known);
    this.port.changed(path);
    this.#contexts = new WeakMap();
  }

  /**
   * One for each tree, whoever asks first: where there were two, what one of them put down of a class or function would
   * look to the other like something of another file, and findings would hang on the order of the files.
   */
  #contextOf(file: ParsedFile): FileContext {
    let context = this.#contexts.get(file);
    if (!context) this.#contexts.set(file, (context = new FileContext(file, this.port, this.knowledge)));
    return context;
  }

  #typed(context: FileContext, node: Node): AbstractValue | undefined {
    const answer = this.#answers[context.file.path]?.[placeKey(rangeOf(node))];
    return answer && valueByTypes(context, answer);
  }

  #drop(path: string, file: ParsedFile): void {
    this.#parsed.delete(path);
    this.#size -= file.text.length;
  }
}
