// The device's own way of sharing, where it has one; the links beside it work without.
for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () => navigator.share({ text: button.dataset.share }).catch(() => { /* closed by the reader */ }));
}
