import { type Document, isMap, isScalar, isSeq } from 'yaml';

/** Keys whose emptiness says something: what stood there was taken over. */
const emptyOnPurpose = new Set(['password', 'key']);

/** What the document says, as the schema wants it: a word with nothing behind it is as good as left out. */
export function rawOf(document: Document.Parsed): Record<string, unknown> {
  const raw = plain(document.contents, '');
  return typeof raw === 'object' && raw !== null ? { ...raw } : {};
}

function plain(node: unknown, key: string): unknown {
  if (isSeq(node)) return node.items.map((item) => plain(item, ''));
  if (isMap(node)) {
    const pairs = node.items.map(({ key: name, value }) => {
      const word = String(isScalar(name) ? name.value : name);
      return [word, plain(value, word)] as const;
    });
    const said = pairs.filter(([, value]) => value !== undefined);
    // All behind it is a remark.
    if (said.length === 0 && pairs.length > 0) return undefined;
    // Without a prototype nothing is inherited, and `__proto__` is a word like others.
    return Object.assign(Object.create(null), Object.fromEntries(said));
  }
  if (!isScalar(node)) return emptyOnPurpose.has(key) ? '' : undefined;
  const value = String(node.value ?? '');
  if (value === '' && node.type === 'PLAIN' && !emptyOnPurpose.has(key)) return undefined;
  return key === 'hidden' && (value === 'true' || value === 'false') ? value === 'true' : value;
}
