import type { ComponentChildren } from 'preact';
import { Mark } from './mark.tsx';
import '../shell.css';

/** A page for somebody who is not signed in: one column, nothing around it. */
export const Alone = ({ children }: { children: ComponentChildren }) => (
  <main class="alone">
    <p class="alone-mark">
      <Mark size={36} />
      <span>Percloud</span>
    </p>
    {children}
  </main>
);
