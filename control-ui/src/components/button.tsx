import type { ComponentChildren } from 'preact';

interface ButtonProps {
  children: ComponentChildren;
  kind?: 'primary' | 'danger' | 'plain';
  size?: 'large';
  type?: 'button' | 'submit';
  disabled?: boolean;
  /** When the visible words alone don't say which one is meant. */
  label?: string;
  onClick?: () => unknown;
}

export const Button = ({ children, kind, size, type = 'button', disabled, label, onClick }: ButtonProps) => (
  <button
    class="button"
    data-kind={kind}
    data-size={size}
    type={type}
    disabled={disabled}
    aria-label={label}
    onClick={() => void onClick?.()}
  >
    {children}
  </button>
);

interface LinkButtonProps {
  children: ComponentChildren;
  href: string;
  kind?: 'primary' | 'plain';
  size?: 'large';
  /** Another site: opens beside the panel. */
  beside?: boolean;
}

export const LinkButton = ({ children, href, kind, size, beside }: LinkButtonProps) => (
  <a class="button" data-kind={kind} data-size={size} href={href} {...(beside ? { target: '_blank', rel: 'noopener' } : {})}>
    {children}
  </a>
);
