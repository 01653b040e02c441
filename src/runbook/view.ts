/**
 * A document as a typed tree that can be sent as JSON and drawn without ever parsing HTML. Text is text: nothing in it
 * is markup. Addresses have been checked: only http, https, mailto and relative ones are left.
 */
export interface ViewDocument {
  readonly title: string;
  readonly children: readonly ViewNode[];
}

export type AlertKind = 'note' | 'tip' | 'important' | 'warning' | 'caution';

export type ViewNode =
  | {
      readonly type: 'heading';
      readonly level: number;
      readonly slug: string;
      readonly line: number;
      readonly stepId?: string;
      readonly children: readonly ViewInline[];
    }
  | { readonly type: 'paragraph'; readonly line: number; readonly children: readonly ViewInline[] }
  | {
      readonly type: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly line: number;
      readonly children: readonly ViewItem[];
    }
  | { readonly type: 'quote'; readonly line: number; readonly children: readonly ViewNode[] }
  | {
      readonly type: 'alert';
      readonly kind: AlertKind;
      readonly title: string;
      readonly line: number;
      readonly children: readonly ViewNode[];
    }
  | {
      readonly type: 'details';
      readonly summary: string;
      readonly line: number;
      readonly children: readonly ViewNode[];
    }
  | {
      readonly type: 'code';
      readonly blockId?: string;
      readonly stepId?: string;
      readonly language: string;
      readonly text: string;
      readonly line: number;
    }
  | {
      readonly type: 'table';
      readonly line: number;
      readonly head: readonly ViewCell[];
      readonly rows: readonly (readonly ViewCell[])[];
    }
  | { readonly type: 'rule'; readonly line: number }
  /** Raw HTML, shown as the text that it is. */
  | { readonly type: 'html'; readonly text: string; readonly line: number };

export interface ViewItem {
  readonly type: 'item';
  readonly line: number;
  readonly stepId?: string;
  readonly checkId?: string;
  /** Undefined where the item has no box. */
  readonly checked?: boolean;
  readonly children: readonly ViewNode[];
}

export interface ViewCell {
  readonly align: '' | 'left' | 'center' | 'right';
  readonly children: readonly ViewInline[];
}

export type ViewInline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'break' }
  | { readonly type: 'strong' | 'emphasis' | 'strike'; readonly children: readonly ViewInline[] }
  | { readonly type: 'link'; readonly href?: string; readonly title?: string; readonly children: readonly ViewInline[] }
  | { readonly type: 'image'; readonly src?: string; readonly alt: string; readonly title?: string };
