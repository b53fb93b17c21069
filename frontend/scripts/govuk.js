// The few GOV.UK Frontend components that have a script, started where they stand and again in what htmx brings in.
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";

const components = [Button, CharacterCount, ErrorSummary, NotificationBanner, SkipLink];

function start(root) {
  for (const component of components) {
    const waiting = `[data-module="${component.moduleName}"]:not([data-${component.moduleName}-init])`;
    const found = [...root.querySelectorAll(waiting), ...(root.matches?.(waiting) ? [root] : [])];
    for (const element of found) new component(element);
  }
}

export function startComponents() {
  document.body.classList.add("govuk-frontend-supported");
  document.documentElement.classList.add("js-enabled");
  start(document);
  document.body.addEventListener("htmx:load", (event) => start(event.detail.elt));
}
