import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

interface PageHeadProps {
  title: string;
  children?: ComponentChildren;
}

/** The page's heading and the window's title. */
export function PageHead({ title, children }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · Percloud`;
  }, [title]);
  return (
    <header class="page-head">
      <h1 tabIndex={-1}>
        <bdi>{title}</bdi>
      </h1>
      {children}
    </header>
  );
}
