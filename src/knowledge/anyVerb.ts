import { memberOf } from './lookup.ts';
import type { Library, TypeSpec } from './schema.ts';

const verbs = new WeakMap<TypeSpec, TypeSpec>();

/** What `axios[method](url)` calls: any method of an HTTP client; undefined where its methods are called otherwise. */
export function anyVerbOf(library: Library, type: TypeSpec): TypeSpec | undefined {
  const get = memberOf(library, type, 'get');
  const post = memberOf(library, type, 'post');
  if (!get?.request || !post?.request) return undefined;
  // Only clients of HTTP have a method in `get` and `post` alike, or say what they do with a status.
  const http = get.request.method === 'GET' && post.request.method === 'POST';
  const alike = http && String(get.request.options) === String(post.request.options);
  if (!alike && library.rejectsOnStatus === undefined) return undefined;
  let any = verbs.get(type);
  if (!any) {
    const request = { ...get.request, options: alike ? get.request.options : [1, 2] };
    delete request.method;
    verbs.set(type, (any = { call: { ...get, request } }));
  }
  return any;
}
