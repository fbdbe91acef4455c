// A form that is left with something typed in it is kept for the person who typed it. Without script a button does so.
"use strict";

for (const form of document.querySelectorAll("form[data-keep]")) {
  let typed = false;
  form.addEventListener("input", () => {
    typed = true;
  });
  form.addEventListener("submit", () => {
    typed = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (typed && document.visibilityState === "hidden") {
      typed = !navigator.sendBeacon(form.dataset.keep, new FormData(form));
    }
  });
}
