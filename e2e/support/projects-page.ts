import type { Page } from "playwright-core";

// What a person does in the projects example.

/** Edits projects one by one. */
export async function save(page: Page, ...rows: readonly string[]): Promise<void> {
  for (const row of rows) {
    await page.click(`#project-edit-${row}`);
    await page.selectOption("#edit-priority", "Urgent");
    await page.click("#edit-save");
    await page.locator("#edit-save").waitFor({ state: "detached" });
  }
}

/** Enough for the example's trigger. */
export const threeSaves = (page: Page): Promise<void> => save(page, "P-1042", "P-1043", "P-1044");
export const threeMoreSaves = (page: Page): Promise<void> => save(page, "P-1045", "P-1046", "P-1047");

/** Finds bulk edit and applies it to a row. */
export async function editInBulk(page: Page): Promise<void> {
  await page.click("#projects-table-options");
  await page.click("#projects-bulk-edit-toggle");
  await page.click("#project-checkbox-P-1048");
  await page.click("#bulk-apply");
}

/** Looks into the menu that hides bulk edit, and leaves it again. */
export async function openMenuTwice(page: Page): Promise<void> {
  for (let time = 0; time < 2; time++) {
    await page.click("#projects-table-options");
    await page.locator("#projects-export").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("#projects-export").waitFor({ state: "detached" });
  }
}
