// A passkey that was refused or cancelled is told in the page's own words, which stand there hidden.
document.addEventListener("allauth.error", (event) => {
  for (const words of document.querySelectorAll("[data-passkey-failed]")) {
    words.hidden = false;
    event.preventDefault();
  }
});
