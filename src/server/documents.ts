import { PositionEncodingKind } from 'vscode-languageserver';
import {
  TextDocument,
  type Position,
  type Range,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-textdocument';

/** The encodings of positions that the server knows, in the order in which it likes them. */
const known: readonly string[] = [PositionEncodingKind.UTF16, PositionEncodingKind.UTF8, PositionEncodingKind.UTF32];

/** The first of the client's encodings that the server knows; UTF-16 where it names none. */
export function chooseEncoding(offered: readonly string[] | undefined): PositionEncodingKind {
  return offered?.find((one) => known.includes(one)) ?? PositionEncodingKind.UTF16;
}

/** Units of an encoding that a character of a text takes; the second half of a pair takes none. */
function unitsOf(text: string, index: number, encoding: PositionEncodingKind): number {
  const code = text.charCodeAt(index);
  const low = code >= 0xdc00 && code < 0xe000 && index > 0 && (text.charCodeAt(index - 1) & 0xfc00) === 0xd800;
  if (low) return 0;
  if (encoding === PositionEncodingKind.UTF32) return 1;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return (code & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00 ? 4 : 3;
}

/** A document whose positions count in the encoding that client and server have agreed on. Offsets stay UTF-16. */
class EncodedDocument implements TextDocument {
  #inner: TextDocument;
  readonly #encoding: PositionEncodingKind;

  constructor(inner: TextDocument, encoding: PositionEncodingKind) {
    this.#inner = inner;
    this.#encoding = encoding;
  }

  get uri(): string {
    return this.#inner.uri;
  }
  get languageId(): string {
    return this.#inner.languageId;
  }
  get version(): number {
    return this.#inner.version;
  }
  get lineCount(): number {
    return this.#inner.lineCount;
  }

  getText(range?: Range): string {
    return this.#inner.getText(range && this.#plainRange(range));
  }

  positionAt(offset: number): Position {
    return this.#encoded(this.#inner.positionAt(offset));
  }

  #encoded({ line, character }: Position): Position {
    const text = this.#lineText(line);
    let units = 0;
    for (let index = 0; index < character; index++) units += unitsOf(text, index, this.#encoding);
    return { line, character: units };
  }

  offsetAt(position: Position): number {
    return this.#inner.offsetAt(this.#plain(position));
  }

  getLineRange(line: number): Range {
    const { start, end } = this.#inner.getLineRange(line);
    return { start: this.#encoded(start), end: this.#encoded(end) };
  }

  getEOLCharacters(line: number): string {
    return this.#inner.getEOLCharacters(line);
  }

  /** Takes over changes whose ranges count in the document's encoding. */
  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    for (const change of changes) {
      const plain = 'range' in change ? { text: change.text, range: this.#plainRange(change.range) } : change;
      this.#inner = TextDocument.update(this.#inner, [plain], version);
    }
  }

  #plainRange({ start, end }: Range): Range {
    return { start: this.#plain(start), end: this.#plain(end) };
  }

  #plain({ line, character }: Position): Position {
    const text = this.#lineText(line);
    let index = 0;
    for (let units = 0; index < text.length; index++) {
      const next = unitsOf(text, index, this.#encoding);
      if (next > 0 && units >= character) break;
      units += next;
    }
    return { line, character: index };
  }

  #lineText(line: number): string {
    const text = this.#inner.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
    return text.replace(/[\r\n]+$/, '');
  }
}

/** How open documents are kept, for `TextDocuments`; `encoding` is asked when a document opens. */
export function documentStore(encoding: () => PositionEncodingKind): {
  create(uri: string, languageId: string, version: number, content: string): TextDocument;
  update(document: TextDocument, changes: TextDocumentContentChangeEvent[], version: number): TextDocument;
} {
  return {
    create(uri, languageId, version, content) {
      const plain = TextDocument.create(uri, languageId, version, content);
      return encoding() === PositionEncodingKind.UTF16 ? plain : new EncodedDocument(plain, encoding());
    },
    update(document, changes, version) {
      if (!(document instanceof EncodedDocument)) return TextDocument.update(document, changes, version);
      document.update(changes, version);
      return document;
    },
  };
}
