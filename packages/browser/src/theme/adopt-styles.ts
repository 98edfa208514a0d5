const adopted = new WeakMap<ShadowRoot, Set<string>>();

/**
 * Adds a stylesheet to the root once. Constructed sheets need no `<style>` element, so a page whose content security
 * policy forbids inline styles shows our surfaces as they are meant to look.
 */
export function adoptStyles(root: ShadowRoot, css: string): void {
  const known = adopted.get(root) ?? new Set<string>();
  if (known.has(css)) return;
  adopted.set(root, known.add(css));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
}
