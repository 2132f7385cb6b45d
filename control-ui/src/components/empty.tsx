import type { LucideIcon } from 'lucide-preact';
import type { ComponentChildren } from 'preact';

/** An empty place invites. */
export const Empty = ({ sign: Sign, text, children }: { sign: LucideIcon; text: string; children?: ComponentChildren }) => (
  <div class="empty">
    <Sign size={40} strokeWidth={1.5} aria-hidden="true" />
    <p>{text}</p>
    {children}
  </div>
);
