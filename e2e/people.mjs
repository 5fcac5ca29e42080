// Signing in as one of the invented people.

/** Signs the context's browser in as a persona of the development provider. */
export async function signIn(context, service, persona) {
  const page = await context.newPage();
  await page.goto(`${service}/et/sign-in?next=/et/`);
  const button = page.locator(`button[name=persona][value="${persona}"]`);
  if (await button.count() === 0) await page.locator('main form button, main a[href*="sign-in/"], main a[href*="/dev/"]').first().click();
  await button.click();
  await page.waitForURL((url) => !url.pathname.startsWith('/dev/'));
  await page.close();
}
