import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface DialogProps {
  title: string;
  /** A palette stands at the top and needs no visible title; a press beside it closes it. */
  kind?: 'palette';
  onClose: () => void;
  children: ComponentChildren;
}

/** The browser's own modal dialog: it keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ title, kind, onClose, children }: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Taken away while it is open, it would keep the focus.
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      data-kind={kind}
      aria-labelledby={id}
      onClose={(event) => event.currentTarget.isConnected && onClose()}
      {...(kind === 'palette' && { closedby: 'any' })}
    >
      <div class="stack">
        <h2 id={id} class={kind === 'palette' ? 'visually-hidden' : undefined}>
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  );
}
