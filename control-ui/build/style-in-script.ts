import type { Plugin } from 'vite';

/** A browser without style sheet objects (Safari before 16.4) fetches the file. */
const apply = (rules: string, file: string) =>
  `try{const style=new CSSStyleSheet();style.replaceSync(${rules});document.adoptedStyleSheets.push(style)}` +
  `catch{const link=document.createElement('link');link.rel='stylesheet';link.href='/${file}';document.head.append(link)}`;

/**
 * The style of all pages travels in the script that every page begins with: one way less to the box and back. As a style sheet
 * object it needs no exception from the content security policy.
 */
export function styleInScript(scriptName: string): Plugin {
  const sources = new Map<string, string>();
  return {
    name: 'style-in-script',
    apply: 'build',
    transform(code, id) {
      if (id.endsWith('.css')) sources.set(id, code);
    },
    // A script is cached for ever under its name, which would not tell of another style.
    augmentChunkHash: ({ name }) => (name === scriptName ? [...sources.values()].sort().join('') : undefined),
    generateBundle: {
      // After Vite's own part in it: gathering the styles, and naming them in the page.
      order: 'post',
      handler(_, bundle) {
        const outputs = Object.values(bundle);
        const style = outputs.find(({ fileName }) => fileName.endsWith('.css'));
        const script = outputs.find((output) => output.type === 'chunk' && output.name === scriptName);
        const page = bundle['index.html'];
        if (style?.type !== 'asset' || script?.type !== 'chunk' || page?.type !== 'asset') throw new Error('the panel is not complete');
        const rules = JSON.stringify(String(style.source));
        script.code = `${apply(rules, style.fileName)}${script.code}`;
        const link = new RegExp(`<link rel="stylesheet"[^>]*${style.fileName}[^>]*>`);
        if (!link.test(String(page.source))) throw new Error('the page does not name its style');
        page.source = String(page.source).replace(link, '');
      },
    },
  };
}
