import { summarize } from '../values/index.ts';
import { ModuleIndex } from './moduleIndex.ts';
import type { ModuleIndexOptions } from './moduleIndex.ts';
import { Learner } from '../learning/learner.ts';
import type { InstalledFiles } from '../learning/package.ts';
import type { ProjectFiles } from '../values/index.ts';
import type { FileFacts } from '../facts/model.ts';
import { analyze } from '../detectors/analyze.ts';
import { knowledge as allKnowledge } from '../libraries/index.ts';
import type { Knowledge } from '../knowledge/lookup.ts';
import type { ParsedFile } from '../ast/types.ts';
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
  #size = 0;

  constructor(files: ProjectFiles & InstalledFiles, parser: Parse, knowledge: Knowledge = allKnowledge) {
    this.files = files;
    this.#parser = parser;
    this.knowledge = knowledge;
    const learn: ModuleIndexOptions['learn'] = (specifier, from) => learner.library(specifier, from);
    const over = (of: ProjectFiles, parse: Parse): ModuleIndex =>
      new ModuleIndex({
        files: of,
        parse,
        summarize: (file, port) => summarize(file, port, knowledge),
        knowledge,
        learn,
      });
    const learner = new Learner({ files, parse: parser, knowledge, portOver: over });
    this.learner = learner;
    this.port = over(files, this.parse);
  }

  /** Parses a text, or gives the tree that it got the last time. */
  readonly parse: Parse = (text, path) => {
    const known = this.#parsed.get(path);
    if (known?.text === text) return known;
    if (known) this.#drop(path, known);
    const file = this.#parser(text, path);
    this.#parsed.set(path, file);
    this.#size += file.text.length;
    for (const [old, tree] of this.#parsed) {
      if (this.#size <= MAX_CACHED_CHARACTERS || old === path) break;
      this.#drop(old, tree);
    }
    return file;
  };

  facts(file: ParsedFile): FileFacts {
    return analyze(file, this.port, this.knowledge);
  }

  /** A file is no longer what it was. */
  changed(path: string): void {
    const known = this.#parsed.get(path);
    if (known) this.#drop(path, known);
    this.port.changed(path);
  }

  #drop(path: string, file: ParsedFile): void {
    this.#parsed.delete(path);
    this.#size -= file.text.length;
  }
}
