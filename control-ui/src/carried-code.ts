import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

type Purpose = 'claim' | 'reset';

/** What the picture on the box's screen carries along behind `#`, where no server and no log sees it: `#claim=7K3M-9QXZ`. */
export const codeIn = (fragment: string, purpose: Purpose): string =>
  new RegExp(`^#${purpose}=([0-9A-Za-z-]{1,40})$`).exec(fragment)?.[1] ?? '';

/** The field for a code; one that was carried along is in it, and no longer in the address bar and the history. */
export function useCarriedCode(purpose: Purpose) {
  const code = useSignal(codeIn(location.hash, purpose));
  useEffect(() => {
    if (location.hash) history.replaceState(null, '', location.pathname + location.search);
  }, []);
  return code;
}
