/**
 * When what has the focus is taken away (a device deleted, an app gone from the bin), a screen reader would start over at the
 * top of the page. The heading of the section it was in gets it instead, or the page's. A `ref` of what it happens in.
 */
export function keepFocus(within: HTMLElement | null): (() => void) | undefined {
  if (!within) return undefined;
  let focused: Element | undefined;
  let heading: HTMLElement | null | undefined;

  const remember = ({ target }: FocusEvent) => {
    // A dialog gives the focus back to where it came from.
    if (!(target instanceof Element) || target.closest('dialog')) return;
    focused = target;
    heading = focused.closest('section, article')?.querySelector('h2');
  };
  const forget = () =>
    // Some browsers say so just before they take it away.
    queueMicrotask(() => {
      if (focused?.isConnected && document.activeElement === document.body) focused = undefined;
    });
  const lookAfter = new MutationObserver(() => {
    if (!focused || focused.isConnected || document.activeElement !== document.body) return;
    const refuge = heading?.isConnected ? heading : within.querySelector('h1');
    refuge?.setAttribute('tabindex', '-1');
    refuge?.focus({ preventScroll: true });
  });
  within.addEventListener('focusin', remember);
  within.addEventListener('focusout', forget);
  lookAfter.observe(within, { childList: true, subtree: true });
  return () => {
    within.removeEventListener('focusin', remember);
    within.removeEventListener('focusout', forget);
    lookAfter.disconnect();
  };
}
