// Starts the components of govuk-frontend that a page uses. A module of its own: no inline script is needed.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
