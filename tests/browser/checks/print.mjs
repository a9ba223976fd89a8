// What a page is on paper.

/** How many A4 pages it prints on. */
export async function printedPages(page) {
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true, printBackground: false });
  return pdf.toString("latin1").match(/\/Type\s*\/Page(?![a-z])/g)?.length ?? 0;
}
