// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepFocus } from './keep-focus.ts';

const main = document.createElement('main');
let stop: (() => void) | undefined;
const find = (selector: string) => main.querySelector<HTMLElement>(selector);
const settled = () => new Promise((done) => setTimeout(done));

beforeEach(() => {
  document.body.append(main);
  main.innerHTML = `<h1>Page</h1>
    <section id="devices"><h2>Devices</h2><ul><li><button id="first">Take back</button></li><li><button id="second">Take back</button></li></ul></section>`;
  stop = keepFocus(main);
});
afterEach(() => {
  stop?.();
  main.remove();
});

test('the section’s heading gets the focus of what was taken away', async () => {
  find('#first')?.focus();
  find('li')?.remove();
  await settled();
  expect(document.activeElement).toBe(find('h2'));
});

test('the page’s heading gets it when the section went as well', async () => {
  find('#first')?.focus();
  find('section')?.remove();
  await settled();
  expect(document.activeElement).toBe(find('h1'));
});

test('somebody who went on keeps their place', async () => {
  find('#first')?.focus();
  find('#second')?.focus();
  find('li')?.remove();
  await settled();
  expect(document.activeElement).toBe(find('#second'));
});
