/** A question that is being worked out. */
interface Open {
  /** The outermost question whose answer is still open and was asked for on the way; its own place where there is none. */
  rests: number;
  /** Forgets answers that hold only while this question is open. */
  readonly forget: (() => void)[];
}

interface Passing<V> {
  readonly answer: V;
  readonly rests: number;
}

/** The questions that are open, outermost first; those of all `Answers`, as they ask each other. */
const open: Open[] = [];

/**
 * Answers that are worked out once, and may ask for each other. What asks for itself gets a stand-in; an answer that was
 * found with one holds for that asker only, and is worked out again for the next. Kept, it would tell who asked first.
 * An answer that leads through a circle may be one round longer where another part of the circle was asked first.
 */
export class Answers<K, V> {
  readonly #kept = new Map<K, V>();
  readonly #passing = new Map<K, Passing<V>>();
  readonly #places = new Map<K, number>();
  readonly #standIn: V;

  /** @param standIn what a question gets that is asked while it is worked out */
  constructor(standIn: V) {
    this.#standIn = standIn;
  }

  /** The answer to a question; `work` finds it. */
  of(question: K, work: () => V): V {
    if (this.#kept.has(question)) return this.#kept.get(question) as V;
    const passing = this.#passing.get(question);
    const place = passing?.rests ?? this.#places.get(question);
    if (place !== undefined) {
      restOn(place);
      return passing ? passing.answer : this.#standIn;
    }
    const own: Open = { rests: open.length, forget: [] };
    this.#places.set(question, open.length);
    open.push(own);
    try {
      const answer = work();
      this.#keep(question, answer, own.rests);
      return answer;
    } finally {
      open.pop();
      this.#places.delete(question);
      for (const forget of own.forget) forget();
      if (own.rests < open.length) restOn(own.rests);
    }
  }

  /** The answer is to be found again. */
  forget(question: K): void {
    this.#kept.delete(question);
  }

  #keep(question: K, answer: V, rests: number): void {
    if (rests === open.length - 1) {
      this.#kept.set(question, answer);
      return;
    }
    this.#passing.set(question, { answer, rests });
    open[rests]!.forget.push(() => this.#passing.delete(question));
  }
}

/** What is asked at present was answered with something that is itself not known yet, or cut off. */
function restOn(place: number): void {
  const asker = open.at(-1);
  if (asker) asker.rests = Math.min(asker.rests, place);
}

/** An answer was cut short because of how far it was asked through others: it is for the one who asked first only. */
export function cutShort(): void {
  restOn(0);
}
