import { CircleAlert, CircleCheck, Info } from 'lucide-preact';
import type { ComponentChildren } from 'preact';

export type Tone = 'good' | 'notice' | 'bad';
const signs = { good: CircleCheck, notice: Info, bad: CircleAlert };

/** A sentence about how something is. The sign differs in shape too: colour is never alone. */
export function StateLine({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  const Sign = signs[tone];
  return (
    <span class="state-line" data-tone={tone}>
      <Sign size={20} strokeWidth={1.5} aria-hidden="true" />
      <span>{children}</span>
    </span>
  );
}
